import { answer, http } from '@/api/client'
import type { Page, Schema } from '@/api/page'
import type { Directive, Sent } from './types'

const at = (id: string) => ({ path: { id } })

export const listDirectives = (query: { open?: boolean; after?: string }) =>
  answer<Page<Directive>>(http.GET('/api/v1/directives', { params: { query: { ...query, limit: 50 } } }))
export const readDirective = (id: string) => answer<Directive>(http.GET('/api/v1/directives/{id}', { params: at(id) }))
export const actOnDirective = (directive: Directive, act: string, text?: string) =>
  answer<Directive>(
    http.POST('/api/v1/directives/{id}/act', {
      params: at(directive.id),
      body: { act, answer: text, revision: directive.revision },
    }),
  )
export const takeAsMatter = (id: string, kind_id: string) =>
  answer<Directive>(http.POST('/api/v1/directives/{id}/matter', { params: at(id), body: { kind_id } }))

export const listSent = (query: { after?: string }) =>
  answer<Page<Sent>>(http.GET('/api/v1/street/directives', { params: { query: { ...query, limit: 50 } } }))
export const readSent = (id: string) => answer<Sent>(http.GET('/api/v1/street/directives/{id}', { params: at(id) }))
export const send = (body: Schema['NewDirective']) => answer<Sent>(http.POST('/api/v1/street/directives', { body }))
export const judge = (id: string, code: string, act: string, remark = '') =>
  answer<Sent>(
    http.POST('/api/v1/street/directives/{id}/communities/{code}/act', { params: { path: { id, code } }, body: { act, remark } }),
  )
export const urge = (id: string) => answer<Schema['Urged']>(http.POST('/api/v1/street/directives/{id}/urge', { params: at(id) }))
export const withdraw = (id: string, reason: string) =>
  answer<Sent>(http.POST('/api/v1/street/directives/{id}/withdraw', { params: at(id), body: { reason } }))
