import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { useSession } from '@/tenancy/session'
import { listenToUnread } from './inbox'

/** How many messages wait at the seat; live as long as somebody sits there. */
export const useUnread = defineStore('unread', () => {
  const session = useSession()
  const count = ref(0)

  watch(
    () => session.seat,
    (seat, _before, cleanUp) => {
      count.value = 0
      // The street and the platform are told by mail only: inboxes belong to communities.
      if (seat?.community) cleanUp(listenToUnread((unread) => (count.value = unread)))
    },
    { immediate: true },
  )

  return { count }
})
