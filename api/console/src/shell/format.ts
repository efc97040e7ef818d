/** Everything here is shown on the clock of the communities, wherever the reader sits. */
const zone = 'Asia/Shanghai'

const clockwork = new Intl.DateTimeFormat('en-CA', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

const dash = '–'
const hour = 3_600_000

/** A moment split on the communities' clock: its day and its time. */
function split(value: string | Date): { day: string; time: string } {
  const parts = Object.fromEntries(clockwork.formatToParts(new Date(value)).map(({ type, value: part }) => [type, part]))
  return { day: `${parts.year}-${parts.month}-${parts.day}`, time: `${parts.hour}:${parts.minute}` }
}

/** A day as people write it: 2026-11-22. */
export function day(value: string | null | undefined): string {
  return value ? value.slice(0, 10) : dash
}

/** A moment to the minute. */
export function moment(value: string | Date | null | undefined): string {
  if (!value) return dash
  const at = split(value)
  return `${at.day} ${at.time}`
}

/** A moment as a field for one shows it. */
export function fieldMoment(value: string | undefined): string {
  return value ? moment(value).replace(' ', 'T') : ''
}

/** The instant that a field for a moment means, on the communities' clock; what is empty stays so, for the API to refuse. */
export function instantOf(field: string): string {
  return field ? `${field.slice(0, 16)}:00+08:00` : ''
}

/** A moment without its year, for lists of recent things. */
export function shortMoment(value: string | null | undefined): string {
  return value ? moment(value).slice(5) : dash
}

/** How close something is, in the words of a list: today by its time, another day by its date. */
export function dueLabel(value: string, now = new Date()): { today: boolean; label: string } {
  const at = split(value)
  // A window that closes at midnight ends with the day before: nobody may think there is one day more.
  const last = at.time === '00:00' ? { day: split(new Date(Date.parse(value) - hour)).day, time: '24:00' } : at
  const today = last.day === split(now).day
  return { today, label: today ? last.time : last.day.slice(5) }
}

/** The days something may happen on: a window from midnight to midnight is told by its first and last day. */
export function windowLabel(from: string, to: string): string {
  const opens = split(from)
  const closes = split(to)
  if (opens.time !== '00:00' || closes.time !== '00:00') return `${shortMoment(from)} – ${shortMoment(to)}`
  const last = split(new Date(Date.parse(to) - hour)).day
  return opens.day === last ? last.slice(5) : `${opens.day.slice(5)} – ${last.slice(5)}`
}

/** The day today is, in the words of a language. */
export function todayInWords(locale: string, now = new Date()): string {
  return new Intl.DateTimeFormat(locale, { timeZone: zone, month: 'long', day: 'numeric', weekday: 'long' }).format(now)
}

/** A day `offset` days from today, as the API writes days. */
export function dayFromToday(offset: number, now = new Date()): string {
  return split(new Date(now.getTime() + offset * 24 * hour)).day
}

/** The current month, as the API writes months. */
export function thisMonth(): string {
  return dayFromToday(0).slice(0, 7)
}

/** A number with its thousands apart. */
export function count(value: number | null | undefined): string {
  return value === null || value === undefined ? dash : value.toLocaleString('en-US')
}

/** A share between 0 and 1 as a percentage, with a decimal only where it tells something. */
export function percent(share: number | null | undefined): string {
  if (share === null || share === undefined || Number.isNaN(share)) return dash
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
