import { answer, http } from '@/api/client'
import type { Page, Schema } from '@/api/page'

export type TemplateEntry = Schema['MessageTemplateEntry']
export type Template = Schema['MessageTemplate']
export type Variable = Schema['MessageVariable']
export type Wording = Schema['MessageWording']
export type WordingVersion = Schema['MessageWordingVersion']
export type Preview = Schema['MessagePreview']

/** The parts of a wording, in the order in which they are written. */
export const parts = ['subject', 'body', 'sms', 'chat'] as const
export type Part = (typeof parts)[number]

/** Parts of one line: a list has no room there. */
export const isOneLine = (part: Part): boolean => part === 'subject' || part === 'sms'

export const areEqual = (one: Wording, other: Wording): boolean => parts.every((part) => one[part] === other[part])

/** `text` with `piece` instead of what is selected, and where the cursor stands then. */
export function inserted(text: string, piece: string, from: number, to: number): { text: string; cursor: number } {
  return { text: text.slice(0, from) + piece + text.slice(to), cursor: from + piece.length }
}

/** A template in a language. */
export interface Worded {
  template: string
  locale: string
}

const at = ({ template, locale }: Worded) => ({ path: { template, locale } })

export const listTemplates = () => answer<Page<TemplateEntry>>(http.GET('/api/v1/message-templates', {}))
export const readTemplate = (of: Worded) =>
  answer<Template>(http.GET('/api/v1/message-templates/{template}/{locale}', { params: at(of) }))
export const listVersions = (of: Worded, after?: string) =>
  answer<Page<WordingVersion>>(http.GET('/api/v1/message-templates/{template}/{locale}/versions', { params: { ...at(of), query: { after } } }))
export const saveVersion = (of: Worded, body: Schema['MessageVersionWish']) =>
  answer<WordingVersion>(http.POST('/api/v1/message-templates/{template}/{locale}/versions', { params: at(of), body }))
/** Without a number, the built-in words are sent again. */
export const publishVersion = (of: Worded, number?: number) =>
  answer(http.PUT('/api/v1/message-templates/{template}/{locale}/in-force', { params: at(of), body: { number } }))
export const previewWording = (of: Worded, body: Schema['MessagePreviewWish']) =>
  answer<Preview>(http.POST('/api/v1/message-templates/{template}/{locale}/preview', { params: at(of), body }))
export const testVersion = ({ template, locale }: Worded, number: number, way: string) =>
  answer<Schema['MessageTestSent']>(
    http.POST('/api/v1/message-templates/{template}/{locale}/versions/{number}/test', {
      params: { path: { template, locale, number } },
      body: { way },
    }),
  )
