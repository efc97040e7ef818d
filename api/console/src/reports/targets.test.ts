import { expect, it } from 'vitest'
import type { StreetTarget } from './api'
import { doneOf, fill, ofAll, standingOf, tally, wantedOf } from './targets'

const visits = { measure: 'visits.on_time', share_of: 'visits.due', score: { value: 95, done: 19, of: 40, standing: 'behind' } }
const meetings = { measure: 'meetings.held', score: { value: 12, done: 15, standing: 'reached' } }

it('a share is told in percents and a count as it is', () => {
  expect([wantedOf(visits, 95), doneOf(visits)]).toEqual(['95%', '47.5%'])
  expect([wantedOf(meetings, 1200), doneOf(meetings)]).toEqual(['1,200', '15'])
  expect(wantedOf(visits, undefined)).toBe('–')
})

it('a bar is full where as much is done as is wanted, and empty where nothing was due', () => {
  expect(fill(visits)).toBe(0.5)
  expect(fill(meetings)).toBe(1)
  expect(fill({ ...visits, score: { ...visits.score, done: 0, of: 0 } })).toBe(0)
})

it('a street sees its targets as a whole, and how many communities stand how', () => {
  const part = (code: string, standing?: string) => ({ code, name: code, differs: false, score: { done: 1, standing } })
  const target: StreetTarget = { ...meetings, value: 4, total: meetings.score, communities: [part('a', 'behind'), part('b', 'behind'), part('c')] }
  expect(ofAll([target, { ...target, value: undefined }])).toEqual([meetings])
  expect(tally(target)).toEqual({ reached: 0, on_course: 0, behind: 2, open: 1 })
  expect(standingOf({ done: 1, standing: 'soaring' })).toBe('open')
})
