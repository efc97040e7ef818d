import { ElMessage, ElMessageBox } from 'element-plus'
import { i18n } from '@/messages'
import { asProblem, type Problem } from '@/api/problem'

const t = i18n.global.t

/** Confirms in passing that something was done. */
export function done(message: string): void {
  ElMessage({ message, type: 'success', grouping: true })
}

/** Says in passing why something was not done. */
export function failed(error: unknown): void {
  ElMessage({ message: sentenceOf(asProblem(error)), type: 'error', grouping: true, duration: 5000 })
}

/** A problem as one sentence: what the API says, or our own words when it could not say anything. */
export function sentenceOf(problem: Problem): string {
  if (problem.code.startsWith('console.')) return t(`shell.problem.${problem.code.slice('console.'.length)}`)
  return problem.detail ? `${problem.message}${t('shell.colon')}${problem.detail}` : problem.message
}

/** Asks before something that is hard to undo; answers whether to go on. */
export async function confirmed(message: string, action: string): Promise<boolean> {
  const cancelButtonText = t('shell.cancel')
  return ElMessageBox.confirm(message, '', { confirmButtonText: action, cancelButtonText, type: 'warning' }).then(
    () => true,
    () => false,
  )
}

/** Asks for a reason, which must not be empty; answers null when the question is dismissed. */
export async function askReason(message: string, action: string): Promise<string | null> {
  return ElMessageBox.prompt(message, '', {
    confirmButtonText: action,
    cancelButtonText: t('shell.cancel'),
    inputType: 'textarea',
    inputValidator: (value) => (value?.trim() ? true : t('shell.reason_needed')),
  }).then(
    ({ value }) => value.trim(),
    () => null,
  )
}

/** Asks for a line that begins with `value` and may be empty; answers null when the question is dismissed. */
export async function askLine(message: string, action: string, value = '', inputType: 'text' | 'password' = 'text'): Promise<string | null> {
  return ElMessageBox.prompt(message, '', { confirmButtonText: action, cancelButtonText: t('shell.cancel'), inputValue: value, inputType }).then(
    (asked) => asked.value ?? '',
    () => null,
  )
}
