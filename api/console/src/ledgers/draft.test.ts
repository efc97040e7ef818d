import { expect, it } from 'vitest'
import { draftOf, told } from './draft'
import type { Ledger, LedgerRow } from './types'

const ledger = {
  columns: [
    { code: 'name', title: '姓名', kind: 'text', retired: false },
    { code: 'phone', title: '电话', kind: 'phone', sensitive: true, retired: false },
    { code: 'old', title: '旧', kind: 'text', retired: true },
  ],
} as unknown as Ledger
const row = { values: { name: '周建军', phone: '138****1234', old: 'x' } } as unknown as LedgerRow

it('never puts a masked value into a form', () => {
  expect(draftOf(ledger, row)).toEqual({ name: '周建军', phone: '' })
})

it('sends only what was changed, and what was emptied', () => {
  expect(told(ledger, { name: '周建军', phone: '' }, row)).toEqual({})
  expect(told(ledger, { name: '', phone: '13900005678' }, row)).toEqual({ name: '', phone: '13900005678' })
  expect(told(ledger, { name: '吴小妹', phone: '' })).toEqual({ name: '吴小妹' })
})
