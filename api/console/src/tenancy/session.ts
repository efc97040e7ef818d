import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { answer, http, requestContext } from '@/api/client'
import { forgetOffline } from '@/shell/offline'
import { throwKeysAway } from '@/shell/vault'
import { preferredSeat, seatsOf, type Seat } from './seat'
import type { Me } from './types'

const rememberedSeat = 'mulin.seat'

/** Who is logged in and at which seat. The credential itself is a cookie that scripts cannot read. */
export const useSession = defineStore('session', () => {
  const me = ref<Me | null>(null)
  const seat = ref<Seat>()
  const seats = computed(() => (me.value ? seatsOf(me.value) : []))
  const permissions = computed(() => me.value?.permissions)
  /** Which member of the seat's community somebody is. */
  const member = computed(() => me.value?.memberships.find(({ community }) => community.code === seat.value?.community)?.id)

  function begin(account: Me): void {
    me.value = account
    const preferred = preferredSeat(seatsOf(account), localStorage.getItem(rememberedSeat))
    if (preferred) sit(preferred)
  }

  function sit(next: Seat): void {
    seat.value = next
    requestContext.community = next.community
    localStorage.setItem(rememberedSeat, next.key)
  }

  function end(): void {
    forgetOffline()
    me.value = null
    seat.value = undefined
    requestContext.community = ''
  }

  async function restore(): Promise<void> {
    begin(await answer<Me>(http.GET('/api/v1/me')))
  }

  async function logIn(email: string, password: string): Promise<void> {
    await answer(http.POST('/api/v1/sessions', { body: { email, password, cookie: true } }))
    await restore()
  }

  async function logOut(): Promise<void> {
    await answer(http.DELETE('/api/v1/sessions/current')).catch(() => undefined)
    await throwKeysAway().catch(() => undefined)
    end()
  }

  async function change(profile: { name?: string; locale?: string }): Promise<void> {
    await answer(http.PATCH('/api/v1/me', { body: profile }))
    await restore()
  }

  return { me, seat, seats, permissions, member, begin, sit, end, restore, logIn, logOut, change }
})
