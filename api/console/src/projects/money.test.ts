import { describe, expect, it } from 'vitest'
import { inFen, yuan } from './money'

describe('money', () => {
  it('is shown in yuan with thousands apart', () => {
    expect(yuan(8_000_050)).toBe('80,000.5')
    expect(yuan(-1_200)).toBe('-12')
  })

  it('is read as people type it, and nothing else is', () => {
    expect(inFen('80,000.50')).toBe(8_000_050)
    expect(inFen('１２')).toBeUndefined()
    expect(inFen('0.1')).toBe(10)
    expect(inFen('1.005')).toBeUndefined()
    expect(inFen('八万')).toBeUndefined()
  })
})
