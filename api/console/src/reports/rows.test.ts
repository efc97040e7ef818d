import { expect, it } from 'vitest'
import { mayOpen } from '@/shell/navigation'
import chinese from '@/messages/zh-CN/reports.json'
import { rowsBehind } from './rows'

const measures = Object.entries(chinese.measure).flatMap(([context, names]) => Object.keys(names).map((name) => `${context}.${name}`))

it.each(measures)('%s opens its rows', (measure) => {
  const rows = rowsBehind(measure)
  expect(rows, 'nothing is behind it').toBeDefined()
  // A destination that is not known would be open to everybody.
  expect(mayOpen(String(rows?.name), 'operator')).toBe(false)
  expect(mayOpen(String(rows?.name), 'community-admin')).toBe(true)
})
