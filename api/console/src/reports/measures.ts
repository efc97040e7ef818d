import { useI18n } from 'vue-i18n'

/** Figures that nobody wants to see: they stand out as soon as they are not zero. */
export const alarming: readonly string[] = ['visits.missed', 'visits.escalated', 'messages.failed']

/** Says a measure in the reader's words; one that a newer server sends stays as it is called there. */
export function useMeasures(): (measure: string) => string {
  const { t, te } = useI18n()
  return (measure) => (te(`reports.measure.${measure}`) ? t(`reports.measure.${measure}`) : measure)
}
