import { describe, expect, it } from 'vitest'
import { askedOf, given } from './asking'
import type { Question } from './types'

const questions: Question[] = [
  { code: 'q1', text: '需要帮助吗？', kind: 'yes_no' },
  { code: 'q2', text: '什么帮助？', kind: 'choices', choices: ['助餐', '其他'], only_if: { question: 'q1', values: ['true'] } },
  { code: 'q3', text: '其他是什么？', kind: 'text', only_if: { question: 'q2', values: ['其他'] } },
]
const codes = (answers: Record<string, string[]>) => askedOf(questions, answers).map(({ code }) => code)

describe('what is asked', () => {
  it('goes deeper with each answer', () => {
    expect(codes({})).toEqual(['q1'])
    expect(codes({ q1: ['true'] })).toEqual(['q1', 'q2'])
    expect(codes({ q1: ['true'], q2: ['助餐', '其他'] })).toEqual(['q1', 'q2', 'q3'])
  })

  it('does not hang on an answer to what is no longer asked', () => {
    expect(codes({ q1: ['false'], q2: ['其他'], q3: ['修伞'] })).toEqual(['q1'])
    expect(given(questions, { q1: ['false'], q2: ['其他'], q3: ['修伞'] })).toEqual([{ question: 'q1', values: ['false'] }])
  })
})
