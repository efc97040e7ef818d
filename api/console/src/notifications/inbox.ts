import { answer, http } from '@/api/client'
import { listen } from '@/api/live'
import type { Page, Schema, Worded } from '@/api/page'
import type { DeliveryState } from './api'

export type InboxEntry = Schema['InboxEntry']
export type InboxStory = Worded<Schema['InboxStory'], { state: DeliveryState }>
export type Preference = Schema['Preference']
export type PreferenceWish = Schema['PreferenceWish']

export const listInbox = (unread: boolean, after?: string) =>
  answer<Page<InboxEntry>>(http.GET('/api/v1/inbox', { params: { query: { unread, after } } }))
/** Why one of the own messages came, and by which ways. */
export const readStory = (id: string) =>
  answer<InboxStory>(http.GET('/api/v1/inbox/{id}/trace', { params: { path: { id } } }))
export const markRead = (id: string) => answer(http.POST('/api/v1/inbox/{id}/read', { params: { path: { id } } }))
export const markAllRead = () => answer(http.POST('/api/v1/inbox/read', {}))

/** Tells how many messages are unread, now and whenever it changes, until the returned function is called. */
export function listenToUnread(tell: (unread: number) => void): () => void {
  return listen<Schema['Unread']>('/api/v1/inbox/live', ({ unread }) => tell(unread))
}

export const listPreferences = () => answer<Page<Preference>>(http.GET('/api/v1/message-preferences', {}))
export const wish = (topic: string, body: PreferenceWish) =>
  answer(http.PUT('/api/v1/message-preferences/{topic}', { params: { path: { topic } }, body }))
