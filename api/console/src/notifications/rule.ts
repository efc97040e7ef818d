const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

type Say = (key: string, values: Record<string, string>) => string

/** A schedule's rule as people say it: `08:00 workdays` is 工作日 08:00. Five cron fields stay as they are. */
export function ruleInWords(rule: string, say: Say): string {
  const words = rule.trim().split(/\s+/)
  const time = words.find((word) => /^\d{1,2}:\d{2}$/.test(word))
  if (!time) return rule
  const others = words.filter((word) => word !== time)
  if (others.length === 0) return say('notifications.every.day', { time })
  if (others.join() === 'workdays') return say('notifications.every.workday', { time })
  const weekday = weekdays.find((one) => one === others.join())
  return weekday ? say(`notifications.every.${weekday}`, { time }) : rule
}
