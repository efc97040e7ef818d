import { describe, expect, it } from 'vitest'
import { areEqual, inserted } from './templates'

describe('words', () => {
  it('put a variable where the cursor is, instead of what is selected', () => {
    expect(inserted('您好，请看', '{姓名}', 0, 2)).toEqual({ text: '{姓名}，请看', cursor: 4 })
    expect(inserted('', '{链接}', 0, 0)).toEqual({ text: '{链接}', cursor: 4 })
  })

  it('are equal if every part is', () => {
    const words = { subject: 'a', body: 'b', sms: '', chat: '' }
    expect(areEqual(words, { ...words })).toBe(true)
    expect(areEqual(words, { ...words, chat: 'c' })).toBe(false)
  })
})
