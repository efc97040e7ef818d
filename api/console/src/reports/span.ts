import { dayFromToday } from '@/shell/format'
import type { Span } from './api'

/** The last so many days, today among them. */
export const lastDays = (days: number): Span => ({ from: dayFromToday(1 - days), to: dayFromToday(0) })
