const minute = 60_000

/** For how many whole minutes something has been due; nothing is late that is due later. */
export function minutesLate(dueAt: string | undefined, now = Date.now()): number {
  return dueAt ? Math.max(0, Math.floor((now - Date.parse(dueAt)) / minute)) : 0
}
