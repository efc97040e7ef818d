import { useI18n } from 'vue-i18n'
import order from './systems.json'

/** The systems that figures belong to, in the order in which they are shown, with the first words of their measures; the server's reports read the same file. */
const systems: Record<string, readonly string[]> = Object.fromEntries(order.map(({ system, measures }) => [system, measures]))

/** The system that a measure belongs to; one that a newer server sends has the first word of its measure. */
export function systemOf(measure: string): string {
  const [first = measure] = measure.split('.')
  return Object.keys(systems).find((system) => systems[system]?.includes(first)) ?? first
}

/** What belongs together, in the order of the systems; within a system it stays as it came. */
export function bySystem<T>(all: readonly T[], measureOf: (one: T) => string): { system: string; members: T[] }[] {
  const found = [...new Set(all.map((one) => systemOf(measureOf(one))))]
  const sorted = [...Object.keys(systems).filter((system) => found.includes(system)), ...found.filter((system) => !(system in systems))]
  return sorted.map((system) => ({ system, members: all.filter((one) => systemOf(measureOf(one)) === system) }))
}

/** Says a system in the reader's words. */
export function useSystems(): (system: string) => string {
  const { t, te } = useI18n()
  return (system) => (te(`reports.system.${system}`) ? t(`reports.system.${system}`) : system)
}
