import { describe, expect, it } from 'vitest'
import { assign, missing, settled, suggested } from './mapping'

const columns = [
  { index: 0, field: 'name' },
  { index: 1, field: 'id_number' },
  { index: 2 },
]

describe('the mapping of a ledger', () => {
  it('begins with what the API suggests', () =>
    expect(suggested(columns)).toEqual({ 0: 'name', 1: 'id_number', 2: '' }))
  it('counts places as the API does: an empty column in between counts', () =>
    expect(suggested([{ index: 3, field: 'name' }])).toEqual({ 3: 'name' }))
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
