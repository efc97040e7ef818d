import { useI18n } from 'vue-i18n'

/** Names a kind of job in the reader's language; one that nobody has named keeps its own word. */
export function useKindName(): (kind: string) => string {
  const { t, te } = useI18n()
  return (kind) => (te(`jobs.kind.${kind}`) ? t(`jobs.kind.${kind}`) : kind)
}
