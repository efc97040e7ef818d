export const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
export type Weekday = (typeof weekdays)[number]

/** The rhythms that can be picked; whatever else there is takes five cron fields. */
export const rhythms = ['day', 'workday', 'week', 'month', 'cron'] as const
export type Rhythm = (typeof rhythms)[number]

/** The days of a month that every month has, and its last one, whichever that is. */
export const monthDays = [...Array.from({ length: 28 }, (_, before) => String(before + 1)), 'L'] as const

/** A rule as it is picked; what a rhythm does not use waits for another one. */
export interface Choice {
  rhythm: Rhythm
  time: string
  weekday: Weekday
  /** Moved to the next workday where the weekday is off. */
  moved: boolean
  monthDay: string
  cron: string
}

const clock = /^(\d{1,2}):(\d{2})$/
const monthly = /^(\d{1,2}) (\d{1,2}) (\d{1,2}|L) \* \*$/
const two = (number: string): string => number.padStart(2, '0')

/** What was picked to write `rule`. */
export function choiceOf(rule: string): Choice {
  const words = rule.trim().split(/\s+/)
  const usual: Choice = { rhythm: 'cron', time: '08:00', weekday: 'Mon', moved: false, monthDay: '1', cron: words.join(' ') }
  const [, minute, hour, monthDay] = monthly.exec(usual.cron) ?? []
  if (minute && hour && monthDay && monthDays.includes(monthDay)) {
    return { ...usual, rhythm: 'month', time: `${two(hour)}:${two(minute)}`, monthDay }
  }
  const found = words.map((word) => clock.exec(word)).find(Boolean)
  if (!found) return usual
  const time = `${two(found[1] ?? '')}:${found[2]}`
  const others = words.filter((word) => !clock.test(word))
  const weekday = weekdays.find((one) => one === others[0])
  if (others.length === 0) return { ...usual, rhythm: 'day', time }
  if (others.join() === 'workdays') return { ...usual, rhythm: 'workday', time }
  if (weekday && ['', 'workdays'].includes(others.slice(1).join())) {
    return { ...usual, rhythm: 'week', time, weekday, moved: others.length > 1 }
  }
  return usual
}

/** The rule that a choice writes. */
export function ruleOf({ rhythm, time, weekday, moved, monthDay, cron }: Choice): string {
  const [hour, minute] = time.split(':').map(Number)
  switch (rhythm) {
    case 'day':
      return time
    case 'workday':
      return `${time} workdays`
    case 'week':
      return `${weekday} ${time}${moved ? ' workdays' : ''}`
    case 'month':
      return `${minute} ${hour} ${monthDay} * *`
    case 'cron':
      return cron.trim()
  }
}

type Say = (key: string, values: Record<string, string>) => string

/** A schedule's rule as people say it: `08:00 workdays` is 工作日 08:00. What is too odd to be picked stays as it is. */
export function ruleInWords(rule: string, say: Say): string {
  const { rhythm, time, weekday, moved, monthDay } = choiceOf(rule)
  const every = (key: string, values = {}) => say(`notifications.every.${key}`, { time, ...values })
  switch (rhythm) {
    case 'week':
      return moved ? say('notifications.every.moved', { rule: every(weekday) }) : every(weekday)
    case 'month':
      return monthDay === 'L' ? every('last_day') : every('month', { day: monthDay })
    case 'cron':
      return rule
    default:
      return every(rhythm)
  }
}
