import type { LocationQuery } from 'vue-router'
import { wordOf } from '@/shell/query'
import type { ResidentFilter } from './api'

/** What the list of residents is narrowed to; an empty word means "all". */
export interface PeopleFilter {
  query: string
  grid_id: string
  group: string
  tier: string
  state: string
}

const names = ['query', 'grid_id', 'group', 'tier', 'state'] as const

/** The filter an address carries, so that a narrowed list can be linked and survives "back". */
export function filterOf(query: LocationQuery): PeopleFilter {
  const word = (name: string) => wordOf(query, name)
  return { query: word('query'), grid_id: word('grid_id'), group: word('group'), tier: word('tier'), state: word('state') }
}

/** Only what narrows: the API takes a missing word as "all", and addresses stay short. */
export function narrowing(filter: PeopleFilter): ResidentFilter {
  const set = names.filter((name) => filter[name].trim() !== '').map((name) => [name, filter[name].trim()])
  return Object.fromEntries(set)
}
