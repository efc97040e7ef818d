import { expect, it } from 'vitest'
import type { Schema } from '@/api/page'
import { placesIn } from './family'

const place = (occasion: string, person_id?: string) => ({ occasion: { id: occasion }, attendee: { id: `${occasion}/${person_id}`, person_id } }) as unknown as Schema['OwnOccasion']
const children = [{ person_id: 'child', name: '小雨' }]

it('tells the own place from that of a child', () => {
  const both = placesIn('a', [place('a', 'child'), place('a', 'me'), place('b', 'me')], children)
  expect([both.own?.id, both.children[0]?.attendee?.id]).toEqual(['a/me', 'a/child'])
  const only = placesIn('a', [place('a', 'child')], children)
  expect([only.own, only.children[0]?.attendee?.id]).toEqual([undefined, 'a/child'])
  expect(placesIn('a', [place('a')], []).own?.id).toBe('a/undefined')
})
