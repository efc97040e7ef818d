/** The ways to a person, in the order that holds for whoever has no wish. */
export const ways = ['mail', 'wecom', 'sms'] as const

const inUse = (chosen: readonly string[]): readonly string[] => (chosen.length > 0 ? chosen : ways)

/** The order that begins with `first`; the other ways that are in use follow, so that a message still arrives when the first one fails. */
export const beginningWith = (first: string, chosen: readonly string[]): string[] => [first, ...inUse(chosen).filter((way) => way !== first)]

/** Whether a message may go this way. */
export const isUsed = (way: string, chosen: readonly string[]): boolean => inUse(chosen).includes(way)

/** The order with a way more at its end, or without it. */
export function withWay(way: string, used: boolean, chosen: readonly string[]): string[] {
  const others = inUse(chosen).filter((one) => one !== way)
  return used ? [...others, way] : others
}
