import { describe, expect, it } from 'vitest'
import zh from '@/messages/zh-CN/notifications.json'
import { formsOf, kinds, settingsOf } from './channels'

describe('settings of a channel', () => {
  it('keeps what is there while nothing is typed', () => {
    expect(settingsOf('aliyun', { key_id: '', key_secret: '  ' })).toBeUndefined()
  })

  it('sends what was typed, numbers as numbers, and nothing of another kind', () => {
    const typed = { corp_id: ' ww1 ', agent_id: '1000002', secret: 's', key_id: 'other' }
    expect(settingsOf('wecom', typed)).toEqual({ corp_id: 'ww1', agent_id: 1000002, secret: 's' })
  })

  it('leaves a number that is none to the API', () => {
    expect(settingsOf('wecom', { agent_id: 'abc' })).toEqual({ agent_id: 'abc' })
  })

  it('sends only forms with a number', () => {
    const forms = { 'visits.digest': { code: 'SMS_1', places: ['name'] }, 'visits.nudge': { code: ' ', places: ['name'] } }
    expect(formsOf(forms)).toEqual({ 'visits.digest': { code: 'SMS_1', places: ['name'] } })
  })

  it('names every kind and every setting', () => {
    const names: Record<string, string> = zh.ways.setting
    const words: Record<string, string> = zh.ways.kind
    for (const [kind, { settings }] of Object.entries(kinds)) {
      expect(words[kind], kind).toBeTruthy()
      for (const { name } of settings) expect(names[name], name).toBeTruthy()
    }
  })
})
