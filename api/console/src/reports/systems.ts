import { useI18n } from 'vue-i18n'

/** The systems that figures belong to, in the order in which they are shown, with the first words of their measures. */
const systems: Record<string, readonly string[]> = {
  visits: ['elders', 'visits', 'month'],
  people: ['residents', 'households', 'enrolment', 'privacy'],
  directives: ['directives'],
  matters: ['matters', 'duty'],
  patrols: ['patrols'],
  partners: ['whistles', 'partners', 'experts'],
  meetings: ['meetings'],
  outreach: ['outreach'],
  volunteers: ['volunteers', 'points'],
  activities: ['activities', 'attendance', 'rooms', 'wishes'],
  party: ['party'],
  campaigns: ['campaigns'],
  ledgers: ['ledgers'],
  forms: ['forms'],
  projects: ['projects'],
  messages: ['messages'],
}

/** The system that a measure belongs to; one that a newer server sends has the first word of its measure. */
export function systemOf(measure: string): string {
  const [first = measure] = measure.split('.')
  return Object.keys(systems).find((system) => systems[system]?.includes(first)) ?? first
}

/** What belongs together, in the order of the systems; within a system it stays as it came. */
export function bySystem<T>(all: readonly T[], measureOf: (one: T) => string): { system: string; members: T[] }[] {
  const found = [...new Set(all.map((one) => systemOf(measureOf(one))))]
  const order = [...Object.keys(systems).filter((system) => found.includes(system)), ...found.filter((system) => !(system in systems))]
  return order.map((system) => ({ system, members: all.filter((one) => systemOf(measureOf(one)) === system) }))
}

/** Says a system in the reader's words. */
export function useSystems(): (system: string) => string {
  const { t, te } = useI18n()
  return (system) => (te(`reports.system.${system}`) ? t(`reports.system.${system}`) : system)
}
