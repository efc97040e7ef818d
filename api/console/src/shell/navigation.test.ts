import { describe, expect, it } from 'vitest'
import { roles } from '@/tenancy/types'
import { chaptersFor, destinationOf, homeOf, mayOpen, tabsFor } from './navigation'

const namesFor = (role: (typeof roles)[number]) =>
  chaptersFor(role).flatMap(({ destinations }) => destinations.map(({ name }) => name))

describe('navigation', () => {
  it('shows no resident to the street or the operator', () => {
    for (const role of ['street-admin', 'operator'] as const) {
      expect(namesFor(role)).not.toContain('people')
      expect(mayOpen('people', role)).toBe(false)
    }
  })
  it('lands each role where its day begins', () => {
    expect(homeOf('operator')).toBe('streets')
    expect(homeOf('street-admin')).toBe('street')
    expect(homeOf('community-admin')).toBe('desk')
    expect(homeOf('staff')).toBe('desk')
    expect(homeOf('grid-worker')).toBe('today')
    expect(homeOf('property')).toBe('matters')
    expect(homeOf('resident')).toBe('home')
    expect(homeOf('volunteer')).toBe('home')
    expect(homeOf(undefined)).toBe('profile')
  })
  it('gives a bottom bar to those who are on a phone', () => {
    expect(tabsFor('grid-worker').map(({ name }) => name)).toEqual(['today', 'people', 'ledgers', 'matters', 'profile'])
    expect(tabsFor('resident')[0]?.name).toBe('home')
    expect(tabsFor('resident').length).toBeLessThanOrEqual(5)
    expect(tabsFor('property').map(({ name }) => name)).toEqual(['matters', 'findings', 'meetings', 'profile'])
    expect(tabsFor('community-admin')).toEqual([])
  })
  it('keeps a visit under the list it was opened from', () => {
    const visit = { name: 'visit', meta: { within: 'visits' } }
    expect(destinationOf({ ...visit, query: { from: 'today' } })).toBe('today')
    expect(destinationOf({ ...visit, query: {} })).toBe('visits')
  })
  it('shows the own party life to those who have one, whatever their role', () => {
    const names = chaptersFor('resident', ['party']).flatMap(({ destinations }) => destinations.map(({ name }) => name))
    expect(names).toContain('party-mine')
    expect(namesFor('resident')).not.toContain('party-mine')
    expect(mayOpen('party-mine', 'resident')).toBe(true)
  })
  it('leaves staff and schedules to the administrator', () => {
    expect(namesFor('community-admin')).toContain('schedules')
    expect(namesFor('staff')).not.toContain('schedules')
  })
  it('lands nobody on a page they may not open', () => {
    for (const role of roles) expect(mayOpen(homeOf(role), role)).toBe(true)
  })
})
