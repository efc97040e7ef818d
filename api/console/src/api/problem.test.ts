import { describe, expect, it } from 'vitest'
import { asProblem, Problem } from './problem'

const refusal = new Problem(422, {
  title: '资料有误',
  code: 'kernel.invalid',
  fields: [
    { field: 'id_number', code: 'people.id_number_check_digit', message: '校验位不符' },
    { field: 'contacts.0.phone', code: 'people.phone', message: '号码有误' },
  ],
})

describe('a problem', () => {
  it('gives each field its own message', () => {
    expect(refusal.messageFor('id_number')).toBe('校验位不符')
    expect(refusal.messageFor('phone')).toBe('号码有误')
    expect(refusal.messageFor('name')).toBe('')
  })
  it('keeps the facts that the API told', () => {
    const facts = { candidates: [{ id: '1' }] }
    expect(new Problem(409, { title: '可能重复', code: 'people.possible_duplicate', facts }).facts).toEqual(facts)
    expect(new Problem(404, { title: '没有' }).facts).toEqual({})
  })
  it('is made of anything, also of an answer that is no problem document', () => {
    expect(new Problem(502, '<html>').code).toBe('console.unexpected')
    expect(new Problem(404, undefined).code).toBe('console.refused')
    expect(asProblem(new TypeError('Failed to fetch')).code).toBe('console.unreachable')
    expect(asProblem(refusal)).toBe(refusal)
  })
  it('ignores fields that are not in the agreed form', () =>
    expect(new Problem(422, { fields: [{ field: 3 }, 'x'] }).fields).toEqual([]))
})
