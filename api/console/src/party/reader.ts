import { dayFromToday } from '@/shell/format'

const place = 'mulin-reader'

/** A random name for today, so that a page that is opened again counts once; tomorrow it is another, and nobody knows whose it was. */
export function readerOfToday(today = dayFromToday(0)): string {
  const [day, known] = (localStorage.getItem(place) ?? '').split(' ')
  if (day === today && known) return known
  const name = crypto.randomUUID()
  localStorage.setItem(place, `${today} ${name}`)
  return name
}
