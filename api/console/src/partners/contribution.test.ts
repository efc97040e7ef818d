import { describe, expect, it } from 'vitest'
import { contributionOf, draftOf, inWords } from './contribution'

describe('a contribution', () => {
  it('is typed in yuan and sent in fen', () => {
    const typed = { ...draftOf(), people: 5, money: '1,200.50' }
    expect(contributionOf(typed)).toEqual({ people: 5, money: 120_050, goods: '', venue: '', expertise: '' })
    expect(draftOf(contributionOf(typed)).money).toBe('1200.5')
  })
  it('is refused and not forgotten where its amount is no amount', () => {
    expect(contributionOf({ ...draftOf(), money: '一千' }).money).toBeLessThan(0)
  })
  it('says only what there is', () => {
    const said = inWords({ people: 2, money: 0, goods: '', venue: '操场', expertise: '' }, (key, facts) => `${key} ${Object.values(facts)[0]}`)
    expect(said).toBe('people 2 · venue 操场')
  })
})
