import { computed, ref, shallowRef } from 'vue'
import { asProblem, type Problem } from '@/api/problem'
import { sentenceOf } from './notice'

/**
 * The sending of a form: busy while it runs, and the API's refusal split into what belongs
 * to a field (`fault`) and what belongs to the whole (`refusal`).
 */
export function useForm() {
  const busy = ref(false)
  const problem = shallowRef<Problem>()
  const shown = new Set<string>()

  /** The message for a field; asking for it also tells the form that the field shows its own. */
  function fault(field: string): string {
    shown.add(field)
    return problem.value?.messageFor(field) ?? ''
  }

  const refusal = computed(() => {
    const current = problem.value
    if (!current) return ''
    const homeless = current.fields.filter(({ field }) => ![...shown].some((name) => field.endsWith(name)))
    if (current.fields.length > 0 && homeless.length === 0) return ''
    return [sentenceOf(current), ...homeless.map(({ message }) => message)].join(' ')
  })

  /** Runs the sending; answers whether it succeeded. */
  async function send(action: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    problem.value = undefined
    try {
      await action()
      return true
    } catch (error) {
      problem.value = asProblem(error)
      return false
    } finally {
      busy.value = false
    }
  }

  return { busy, problem, fault, refusal, send }
}
