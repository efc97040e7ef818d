import { expect, it } from 'vitest'
import { Problem } from '@/api/problem'
import { candidatesOf } from './duplicate'

const facts = { candidates: [{ id: '1', name: '王秀兰', address: '3号楼2单元501' }, { name: '没有编号' }] }

it('a possible duplicate names who it may be', () =>
  expect(candidatesOf(new Problem(409, { code: 'people.possible_duplicate', facts })).map(({ name }) => name)).toEqual(['王秀兰']))

it('any other refusal names nobody', () =>
  expect(candidatesOf(new Problem(409, { code: 'people.duplicate_identity', facts }))).toEqual([]))
