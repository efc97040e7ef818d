import type { LocationQuery } from 'vue-router'

/** A word of an address, or another one where it has none: so a narrowed list can be linked. */
export function wordOf(query: LocationQuery, name: string, otherwise = ''): string {
  const value = query[name]
  return typeof value === 'string' ? value : otherwise
}
