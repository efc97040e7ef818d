import type { Group, NewResident, Resident, Tier } from './types'

/** What somebody types about a resident. */
export interface Draft {
  name: string
  sex: string
  birth_date: string
  id_number: string
  phone: string
  tier: Tier
  groups: Group[]
  address: string
  health_remark: string
  note: string
}

/** The draft to begin with. What is masked stays empty: stars are never sent back. */
export function draftOf(known?: Resident): Draft {
  return {
    name: known?.name ?? '',
    sex: known?.sex ?? '',
    birth_date: known?.birth_date ?? '',
    id_number: '',
    phone: '',
    tier: known?.tier ?? 'none',
    groups: [...(known?.groups ?? [])],
    address: '',
    health_remark: '',
    note: known?.note ?? '',
  }
}

/** What is sent: for a new resident whatever was typed, for a known one whatever is different. */
export function told(draft: Draft, known?: Resident): NewResident {
  const before = draftOf(known)
  const names = Object.keys(draft) as (keyof Draft)[]
  const different = names.filter((name) => JSON.stringify(read(draft, name)) !== JSON.stringify(before[name]))
  return Object.fromEntries(different.map((name) => [name, read(draft, name)]))
}

// A date picker that was cleared says null.
function read(draft: Draft, name: keyof Draft): string | string[] {
  const value = draft[name] ?? ''
  return typeof value === 'string' ? value.trim() : value
}
