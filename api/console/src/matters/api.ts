import { answer, http, multipart } from '@/api/client'
import type { Page, Schema } from '@/api/page'
import type { Matter, MatterKind } from './types'

const at = (id: string) => ({ path: { id } })

export interface MatterFilter {
  view?: string
  stage?: string
  kind_id?: string
  query?: string
  after?: string
}

export const listMatters = (query: MatterFilter) =>
  answer<Page<Matter>>(http.GET('/api/v1/matters', { params: { query: { ...query, limit: 50 } } }))
export const readMatter = (id: string) => answer<Matter>(http.GET('/api/v1/matters/{id}', { params: at(id) }))
export const takeMatter = (body: Schema['NewMatter']) => answer<Matter>(http.POST('/api/v1/matters', { body }))
export const similarMatters = (title: string, place: string) =>
  answer<Page<Matter>>(http.GET('/api/v1/matters/similar', { params: { query: { title, place } } }))
export const actOn = (id: string, body: Schema['AssignmentDeed']) =>
  answer<Matter>(http.POST('/api/v1/matters/{id}/deeds', { params: at(id), body }))
export const callBack = (id: string, body: Schema['MatterAnswer']) =>
  answer<Matter>(http.POST('/api/v1/matters/{id}/call-back', { params: at(id), body }))
export const recheck = (id: string, body: Schema['MatterAnswer']) =>
  answer<Matter>(http.POST('/api/v1/matters/{id}/recheck', { params: at(id), body }))
export const mergeInto = (id: string, into_id: string) =>
  answer<Matter>(http.POST('/api/v1/matters/{id}/merge', { params: at(id), body: { into_id } }))
export const noteOn = (id: string, note: string) =>
  answer<Matter>(http.POST('/api/v1/matters/{id}/notes', { params: at(id), body: { note } }))
export const addMatterPhoto = (id: string, file: File, moment: string) =>
  answer<Schema['Photo']>(http.POST('/api/v1/matters/{id}/photos', { params: at(id), ...multipart({ file, moment }) }))

export const listKinds = () => answer<{ items: MatterKind[] }>(http.GET('/api/v1/matter-kinds'))
export const addKind = (body: Schema['MatterKindDecision']) => answer<MatterKind>(http.POST('/api/v1/matter-kinds', { body }))
export const changeKind = (id: string, body: Schema['MatterKindDecision']) =>
  answer<MatterKind>(http.PUT('/api/v1/matter-kinds/{id}', { params: at(id), body }))

export const openDoor = (code: string) =>
  answer<Schema['MatterDoor']>(http.GET('/api/v1/public/communities/{code}/matters', { params: { path: { code } } }))
export const tellMatter = (code: string, body: Schema['ToldMatter']) =>
  answer<{ code: string }>(http.POST('/api/v1/public/communities/{code}/matters', { params: { path: { code } }, body }))
export const askAfter = (body: Schema['MatterQuestion']) =>
  answer<Schema['MatterStatus']>(http.POST('/api/v1/public/matters/status', { body }))

export const myMatters = () => answer<Schema['OwnMatters']>(http.GET('/api/v1/matters/mine'))
export const tellOwnMatter = (body: Schema['NewOwnMatter']) => answer<Schema['OwnMatter']>(http.POST('/api/v1/matters/mine', { body }))
export const rateMatter = (id: string, body: Schema['OwnRating']) =>
  answer<Schema['OwnMatter']>(http.POST('/api/v1/matters/mine/{id}/rating', { params: at(id), body }))
