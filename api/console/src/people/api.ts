import { answer, http } from '@/api/client'
import type { Page, Schema } from '@/api/page'
import type { Contact, EventKind, NewResident, Resident, ResidentEvent } from './types'

export type Grid = Schema['Grid']
export type Building = Schema['Building']

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
  answer<Page<Resident>>(http.GET('/api/v1/residents', { params: { query } }))
export const readResident = (id: string) => answer<Resident>(http.GET('/api/v1/residents/{id}', { params: at(id) }))
export const addResident = (body: NewResident) => answer<Resident>(http.POST('/api/v1/residents', { body }))
export const changeResident = (id: string, body: NewResident) =>
  answer<Resident>(http.PATCH('/api/v1/residents/{id}', { params: at(id), body }))

export const listEvents = (id: string) =>
  answer<Page<ResidentEvent>>(http.GET('/api/v1/residents/{id}/events', { params: at(id) }))
export const addEvent = (id: string, body: { kind: EventKind; on_day: string; until_day?: string; note?: string }) =>
  answer<ResidentEvent>(http.POST('/api/v1/residents/{id}/events', { params: at(id), body }))
/** The same for everybody of a household at once; undone together with any of its people's events. */
export const addHouseholdEvent = (id: string, body: Schema['NewEvent']) =>
  answer<Page<ResidentEvent>>(http.POST('/api/v1/households/{id}/events', { params: at(id), body }))
export const undoEvent = (id: string, event_id: string) =>
  answer(http.DELETE('/api/v1/residents/{id}/events/{event_id}', { params: { path: { id, event_id } } }))

export const unmask = (id: string, body: { field: string; reason: string; contact_id?: string }) =>
  answer<{ value: string }>(http.POST('/api/v1/residents/{id}/unmask', { params: at(id), body }))

export const listContacts = (id: string) =>
  answer<Page<Contact>>(http.GET('/api/v1/residents/{id}/contacts', { params: at(id) }))
export const addContact = (id: string, body: { name: string; relation?: string; phone?: string; guardian: boolean }) =>
  answer<Contact>(http.POST('/api/v1/residents/{id}/contacts', { params: at(id), body }))
export const removeContact = (id: string, contact_id: string) =>
  answer(http.DELETE('/api/v1/residents/{id}/contacts/{contact_id}', { params: { path: { id, contact_id } } }))

export const listGrids = () => answer<Page<Grid>>(http.GET('/api/v1/grids', { params: { query: { limit: 100 } } }))
export const addGrid = (body: { code: string; name: string; worker_id?: string }) =>
  answer<Grid>(http.POST('/api/v1/grids', { body }))
export const changeGrid = (id: string, body: { name?: string; worker_id?: string }) =>
  answer<Grid>(http.PATCH('/api/v1/grids/{id}', { params: at(id), body }))

export const listBuildings = (after?: string) =>
  answer<Page<Building>>(http.GET('/api/v1/buildings', { params: { query: { limit: 100, after } } }))
export const addBuilding = (body: { name: string; grid_id: string }) =>
  answer<Building>(http.POST('/api/v1/buildings', { body }))
export const changeBuilding = (id: string, body: { name?: string; grid_id?: string; walk_order?: number }) =>
  answer<Building>(http.PATCH('/api/v1/buildings/{id}', { params: at(id), body }))

/** Moves a household to an address: what is due to its people goes with it. */
export const moveHousehold = (id: string, address: string) =>
  answer(http.POST('/api/v1/households/{id}/move', { params: at(id), body: { address } }))
