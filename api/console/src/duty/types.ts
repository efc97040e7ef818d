import type { Schema, Worded } from '@/api/page'

/** The words of the duty context, as the API writes them. */
export const posts = ['b', 'a'] as const
export type Post = (typeof posts)[number]

export type Shift = Worded<Schema['DutyShift'], { post: Post }>
export type Day = Omit<Schema['DutyDay'], 'shifts'> & { shifts: Shift[] }
export type Now = Omit<Schema['DutyNow'], 'shifts' | 'left'> & { shifts: Shift[]; left: Shift[] }
export type Rule = Schema['DutyRule']
export type Leave = Schema['DutyLeave']
export type Swap = Omit<Schema['DutySwap'], 'shift' | 'other_shift'> & { shift: Shift; other_shift?: Shift }
