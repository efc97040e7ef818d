/** The days a calendar sheet of a month shows: whole weeks from Monday on, as the API writes days. */
export function sheetOf(month: string): { from: string; until: string } {
  const first = new Date(`${month}-01T00:00:00Z`)
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0))
  const weekday = (day: Date) => (day.getUTCDay() + 6) % 7
  const shifted = (day: Date, by: number) => new Date(day.getTime() + by * 86_400_000).toISOString().slice(0, 10)
  return { from: shifted(first, -weekday(first)), until: shifted(last, 6 - weekday(last)) }
}

/** The month `by` months after another one. */
export function monthFrom(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7)
}
