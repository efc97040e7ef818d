import { answer, http } from '@/api/client'
import type { Page, Schema } from '@/api/page'

export type Channel = Schema['MessageChannel']
export type Address = Schema['MessageAddress']
export type Form = { code: string; places: string[] }

/** One thing that a provider wants to know. */
export interface Setting {
  name: string
  /** A key or a password: typed, never shown. */
  secret?: boolean
  /** A number on the wire. */
  number?: boolean
  /** There is a usual value. */
  optional?: boolean
}

/** How a kind reaches people: each by a text message, or a group at once. */
type Reach = 'sms' | 'person' | 'group'

/** Every kind of channel with what its provider wants to know. */
export const kinds: Record<string, { reach: Reach; settings: Setting[] }> = {
  aliyun: { reach: 'sms', settings: [{ name: 'key_id' }, { name: 'key_secret', secret: true }, { name: 'signature' }] },
  tencent: {
    reach: 'sms',
    settings: [
      { name: 'secret_id' },
      { name: 'secret_key', secret: true },
      { name: 'app_id' },
      { name: 'signature' },
      { name: 'region', optional: true },
    ],
  },
  gateway: { reach: 'sms', settings: [{ name: 'url' }, { name: 'secret', secret: true }, { name: 'signature' }] },
  wecom: { reach: 'person', settings: [{ name: 'corp_id' }, { name: 'agent_id', number: true }, { name: 'secret', secret: true }] },
  wecom_robot: { reach: 'group', settings: [{ name: 'key', secret: true }] },
  dingtalk: { reach: 'group', settings: [{ name: 'access_token', secret: true }, { name: 'secret', secret: true }] },
  feishu: { reach: 'group', settings: [{ name: 'token', secret: true }, { name: 'secret', secret: true }] },
  webhook: { reach: 'group', settings: [{ name: 'url' }, { name: 'secret', secret: true }] },
}

/** Providers whose messages must follow a form that they approved. */
export const needsForms = (kind: string): boolean => kind === 'aliyun' || kind === 'tencent'
export const tellsGroup = (kind: string): boolean => kinds[kind]?.reach === 'group'
/** Providers that tell later what became of a message. */
export const sendsReceipts = (kind: string): boolean => kinds[kind]?.reach === 'sms'

/**
 * The settings as the API takes them; `undefined` while all are empty, which keeps what is there. A half-filled
 * form is sent as it is: the API says what is missing.
 */
export function settingsOf(kind: string, typed: Record<string, string>): Record<string, string | number> | undefined {
  const filled = (kinds[kind]?.settings ?? []).flatMap(({ name, number }) => {
    const text = typed[name]?.trim() ?? ''
    if (text === '') return []
    return [[name, number && /^\d+$/.test(text) ? Number(text) : text] as const]
  })
  return filled.length > 0 ? Object.fromEntries(filled) : undefined
}

/** The forms that have a number; the others are not sent by this provider. */
export function formsOf(forms: Record<string, Form>): Record<string, Form> {
  return Object.fromEntries(Object.entries(forms).filter(([, { code }]) => code.trim() !== ''))
}

export const listChannels = () => answer<Page<Channel>>(http.GET('/api/v1/message-channels', {}))
export const addChannel = (body: Schema['MessageChannelWish']) => answer<Channel>(http.POST('/api/v1/message-channels', { body }))
export const changeChannel = (id: string, body: Schema['MessageChannelWish']) =>
  answer<Channel>(http.PUT('/api/v1/message-channels/{id}', { params: { path: { id } }, body }))
export const removeChannel = (id: string) => answer(http.DELETE('/api/v1/message-channels/{id}', { params: { path: { id } } }))

/** Sends one message over exactly this channel; answers the message, whose ledger tells how it ended. */
export const testChannel = (id: string) =>
  answer<Schema['MessageTestSent']>(http.POST('/api/v1/message-channels/{id}/test', { params: { path: { id } } }))

export const listAddresses = () => answer<Page<Address>>(http.GET('/api/v1/message-addresses', {}))
export const stateAddress = (way: string, address: string) =>
  answer(http.PUT('/api/v1/message-addresses/{way}', { params: { path: { way } }, body: { address } }))
