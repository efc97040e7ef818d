import { describe, expect, it } from 'vitest'
import { assign, missing, percentDone, settled, suggested } from './mapping'

const columns = [
  { header: '姓名', field: 'name' },
  { header: '证件号码', field: 'id_number' },
  { header: '备注', field: null },
]

describe('the mapping of a ledger', () => {
  it('begins with what the API suggests', () =>
    expect(suggested(columns)).toEqual({ 0: 'name', 1: 'id_number', 2: '' }))
  it('counts places as the API does when it names them', () =>
    expect(suggested([{ index: 3, header: '姓名', field: 'name' }])).toEqual({ 3: 'name' }))
  it('takes a field from the column that had it', () =>
    expect(assign(suggested(columns), 2, 'name')).toEqual({ 0: '', 1: 'id_number', 2: 'name' }))
  it('lets several columns be left out', () => {
    const mapping = assign(assign(suggested(columns), 0, ''), 1, '')
    expect(mapping).toEqual({ 0: '', 1: '', 2: '' })
  })
  it('names the fields that are still missing', () =>
    expect(missing(assign(suggested(columns), 0, ''), ['name', 'id_number'])).toEqual(['name']))
  it('sends only columns that mean something', () =>
    expect(settled(suggested(columns))).toEqual({ 0: 'name', 1: 'id_number' }))
})

describe('progress', () => {
  it('counts faulty and skipped rows as handled', () =>
    expect(percentDone({ total: 10, good: 4, bad: 3, skipped: 1 })).toBe(80))
  it('is zero before the rows are counted', () => expect(percentDone({ good: 1 })).toBe(0))
  it('is not done before the last row', () => expect(percentDone({ total: 20000, good: 19999 })).toBe(99))
})
