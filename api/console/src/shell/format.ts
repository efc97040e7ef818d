import dayjs from 'dayjs'

/** A day as people write it: 2026-11-22. */
export function day(value: string | null | undefined): string {
  return value ? value.slice(0, 10) : '–'
}

/** A moment of the reader's clock, to the minute. */
export function moment(value: string | null | undefined): string {
  return value ? dayjs(value).format('YYYY-MM-DD HH:mm') : '–'
}

/** The time of day of a moment. */
export function clock(value: string | null | undefined): string {
  return value ? dayjs(value).format('HH:mm') : '–'
}

/** A moment without its year, for lists of recent things. */
export function shortMoment(value: string | null | undefined): string {
  return value ? dayjs(value).format('MM-DD HH:mm') : '–'
}

/** How many whole days lie between two moments of the reader's calendar. */
export function daysBetween(earlier: string, later: string | Date): number {
  return dayjs(later).startOf('day').diff(dayjs(earlier).startOf('day'), 'day')
}

/** A number with its thousands apart. */
export function count(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : value.toLocaleString('en-US')
}

/** A share between 0 and 1 as a percentage, with a decimal only where it tells something. */
export function percent(share: number | null | undefined): string {
  if (share === null || share === undefined || Number.isNaN(share)) return '–'
  const value = share * 100
  // 99.97 % must not read as done.
  const shown = value < 100 && value > 99.9 ? 99.9 : value
  return `${shown.toFixed(Number.isInteger(Math.round(shown * 10) / 10) ? 0 : 1)}%`
}

/** The change against an earlier figure, signed; empty when there is nothing to compare with. */
export function change(now: number, before: number | null | undefined): string {
  if (before === null || before === undefined) return ''
  const difference = now - before
  return difference === 0 ? '±0' : difference > 0 ? `+${count(difference)}` : `−${count(-difference)}`
}

/** A day `offset` days from today, as the API writes days. */
export function dayFromToday(offset: number): string {
  return dayjs().add(offset, 'day').format('YYYY-MM-DD')
}

/** The current month, as the API writes months. */
export function thisMonth(): string {
  return dayjs().format('YYYY-MM')
}
