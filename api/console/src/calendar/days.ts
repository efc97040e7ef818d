const day = 86_400_000
/** No holiday is longer: a slip of the pen must not close a community for a year. */
export const mostDays = 31

/** The days from one to another, both included; none when they are in the wrong order or too many. */
export function daysBetween(from: string, to: string): string[] {
  const [first, last] = [from, to].map((text) => Date.parse(`${text}T00:00:00Z`)) as [number, number]
  const count = Math.round((last - first) / day) + 1
  if (!(count >= 1 && count <= mostDays)) return []
  return Array.from({ length: count }, (_, passed) => new Date(first + passed * day).toISOString().slice(0, 10))
}

/** The years whose arrangement is needed by now: that of the coming year is published in autumn, and plans reach into it. */
export function yearsInView(today: string): number[] {
  const year = Number(today.slice(0, 4))
  return today.slice(5) < '10-01' ? [year] : [year, year + 1]
}
