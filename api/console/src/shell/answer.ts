import { ref, shallowRef, watch, type Ref, type ShallowRef, type WatchSource } from 'vue'
import type { Page } from '@/api/page'
import { asProblem, type Problem } from '@/api/problem'

/** What a page knows about something it asked for. */
export interface Answer<T> {
  data: ShallowRef<T | undefined>
  problem: ShallowRef<Problem | undefined>
  loading: Ref<boolean>
  reload: () => Promise<void>
}

/**
 * Asks now and whenever `sources` change. Only the latest question counts: a slow
 * answer to an earlier one never replaces a newer one.
 */
export function useAnswer<T>(ask: () => Promise<T>, sources: WatchSource[] = []): Answer<T> {
  const data = shallowRef<T>()
  const problem = shallowRef<Problem>()
  const loading = ref(false)
  let latest = 0

  async function reload(): Promise<void> {
    const mine = ++latest
    loading.value = true
    try {
      const answered = await ask()
      if (mine !== latest) return
      data.value = answered
      problem.value = undefined
    } catch (error) {
      if (mine === latest) problem.value = asProblem(error)
    } finally {
      if (mine === latest) loading.value = false
    }
  }

  if (sources.length > 0) watch(sources, reload)
  void reload()
  return { data, problem, loading, reload }
}

/** A list that grows page by page. */
export interface Pages<T> extends Answer<T[]> {
  more: Ref<boolean>
  next: () => Promise<void>
}

/** Asks for the first page now and whenever `sources` change, and for further ones on demand. */
export function usePages<T>(ask: (after?: string) => Promise<Page<T>>, sources: WatchSource[] = []): Pages<T> {
  const cursor = ref<string>()
  const more = ref(false)

  function remember(page: Page<T>): T[] {
    cursor.value = page.next ?? undefined
    more.value = Boolean(page.next)
    return page.items
  }

  const first = useAnswer(async () => remember(await ask()), sources)

  async function next(): Promise<void> {
    if (!cursor.value || first.loading.value) return
    const asked = cursor.value
    first.loading.value = true
    try {
      const page = await ask(asked)
      // The filter changed meanwhile: these rows belong to a list that is gone.
      if (cursor.value !== asked) return
      first.data.value = [...(first.data.value ?? []), ...remember(page)]
    } catch (error) {
      first.problem.value = asProblem(error)
    } finally {
      first.loading.value = false
    }
  }

  return { ...first, more, next }
}
