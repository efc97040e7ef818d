import { ref, watch, type Ref } from 'vue'
import { useSession } from '@/tenancy/session'
import { readMine } from './api'

const asked = new Map<string, Promise<boolean>>()

/** Whether whoever is logged in is a party member where they sit; asked once for each seat. */
export function useBelonging(): Ref<boolean> {
  const session = useSession()
  const belongs = ref(false)
  const place = () => (session.me && session.seat?.community ? `${session.me.account.id} ${session.seat.key}` : '')
  watch(
    place,
    async (key) => {
      belongs.value = false
      if (!key) return
      const answer = asked.get(key) ?? readMine().then(({ member }) => Boolean(member)).catch(() => false)
      asked.set(key, answer)
      const found = await answer
      if (place() === key) belongs.value = found
    },
    { immediate: true },
  )
  return belongs
}
