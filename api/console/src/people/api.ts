import { answer, draft } from '@/api/client'
import type { Page } from '@/api/page'
import type { Contact, EventKind, NewResident, Resident, ResidentEvent } from './types'

export interface Grid {
  id: string
  code?: string | null
  name: string
  worker?: { id: string; name: string } | null
  worker_id?: string | null
}

export interface Building {
  id: string
  name: string
  grid_id?: string | null
  walk_order?: number | null
}

export interface Dwelling {
  id: string
  building_id: string
  unit?: string | null
  floor?: string | number | null
  room?: string | null
}

export interface ResidentFilter {
  query?: string
  grid_id?: string
  building_id?: string
  group?: string
  tier?: string
  state?: string
  household_id?: string
  after?: string
  limit?: number
}

const at = (id: string) => ({ path: { id } })

export const listResidents = (query: ResidentFilter) =>
  answer<Page<Resident>>(draft.GET('/api/v1/residents', { params: { query } }))
export const readResident = (id: string) => answer<Resident>(draft.GET('/api/v1/residents/{id}', { params: at(id) }))
export const addResident = (body: Partial<NewResident>) => answer<Resident>(draft.POST('/api/v1/residents', { body }))
export const changeResident = (id: string, body: Partial<NewResident>) =>
  answer<Resident>(draft.PATCH('/api/v1/residents/{id}', { params: at(id), body }))

export const listEvents = (id: string) =>
  answer<Page<ResidentEvent>>(draft.GET('/api/v1/residents/{id}/events', { params: at(id) }))
export const addEvent = (id: string, body: { kind: EventKind; on_day: string; until_day?: string; note?: string }) =>
  answer<ResidentEvent>(draft.POST('/api/v1/residents/{id}/events', { params: at(id), body }))
export const undoEvent = (id: string, event_id: string) =>
  answer(draft.DELETE('/api/v1/residents/{id}/events/{event_id}', { params: { path: { id, event_id } } }))

export const unmask = (id: string, body: { field: string; reason: string; contact_id?: string }) =>
  answer<{ value: string }>(draft.POST('/api/v1/residents/{id}/unmask', { params: at(id), body }))

export const listContacts = (id: string) =>
  answer<Page<Contact>>(draft.GET('/api/v1/residents/{id}/contacts', { params: at(id) }))
export const addContact = (id: string, body: { name: string; relation?: string; phone?: string; guardian: boolean }) =>
  answer<Contact>(draft.POST('/api/v1/residents/{id}/contacts', { params: at(id), body }))
export const removeContact = (id: string, contact_id: string) =>
  answer(draft.DELETE('/api/v1/residents/{id}/contacts/{contact_id}', { params: { path: { id, contact_id } } }))

export const listGrids = () => answer<Page<Grid>>(draft.GET('/api/v1/grids', { params: { query: { limit: 100 } } }))
export const addGrid = (body: { code: string; name: string; worker_id?: string }) =>
  answer<Grid>(draft.POST('/api/v1/grids', { body }))
export const changeGrid = (id: string, body: { name?: string; worker_id?: string }) =>
  answer<Grid>(draft.PATCH('/api/v1/grids/{id}', { params: at(id), body }))

export const listBuildings = (after?: string) =>
  answer<Page<Building>>(draft.GET('/api/v1/buildings', { params: { query: { limit: 100, after } } }))
export const addBuilding = (body: { name: string; grid_id: string }) =>
  answer<Building>(draft.POST('/api/v1/buildings', { body }))
export const changeBuilding = (id: string, body: { name?: string; grid_id?: string; walk_order?: number }) =>
  answer<Building>(draft.PATCH('/api/v1/buildings/{id}', { params: at(id), body }))
export const listDwellings = (building_id: string) =>
  answer<Page<Dwelling>>(draft.GET('/api/v1/dwellings', { params: { query: { building_id, limit: 100 } } }))

/** Moves a household to an address: what is due to its people goes with it. */
export const moveHousehold = (id: string, address: string) =>
  answer(draft.POST('/api/v1/households/{id}/move', { params: at(id), body: { address } }))
