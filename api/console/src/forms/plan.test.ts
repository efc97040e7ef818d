import { expect, it } from 'vitest'
import { become, bodyOf, draftOf, fresh, move } from './plan'
import type { Choices, Column } from './types'

const column = (fact: string): Column => ({ fact, heading: fact })
const choices = {
  subjects: [
    { subject: 'person', facts: ['name', 'address', 'blank'], by: ['grid', 'sex'] },
    { subject: 'household', facts: ['head', 'address', 'blank'], by: ['grid', 'size'] },
  ],
  ledgers: [],
} as Choices

it('moves columns', () => {
  const columns = ['name', 'age', 'phone'].map(column)
  move(columns, 2, -1)
  expect(columns.map(({ fact }) => fact)).toEqual(['name', 'phone', 'age'])
})

it('keeps what another subject can say', () => {
  const draft = { ...fresh(), columns: ['name', 'address', 'blank'].map(column), down: 'sex', across: 'grid' }
  become(draft, 'household', choices)
  expect([draft.columns.map(({ fact }) => fact), draft.down, draft.across]).toEqual([['address', 'blank'], '', 'grid'])
})

it('sends only what the kind of form has, and reads it again', () => {
  const draft = { ...fresh(), title: '商铺表', subject: 'entry' as const, ledger: 'shops', group: 'alone', field: 'trade', value: '餐饮', down: 'field', downField: 'trade', above: ' 标题 \n\n单位' }
  const body = bodyOf(draft, 3)
  expect(body).toMatchObject({ ledger: 'shops', field: 'trade', value: '餐饮', revision: 3, above: ['标题', '单位'], cross: { down: { by: 'field', field: 'trade' } } })
  expect(body.group).toBeUndefined()
  expect(draftOf(body)).toMatchObject({ ledger: 'shops', down: 'field', downField: 'trade', above: '标题\n单位' })
})
