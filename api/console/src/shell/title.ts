import { watchEffect } from 'vue'
import { i18n } from '@/messages'
import { useSession } from '@/tenancy/session'
import { destinationOf } from './navigation'
import { router } from './router'

/** What a tab of the browser is called: the page, the place, the product, in the reader's language. */
export function keepTitle(): void {
  const session = useSession()
  const { t, te } = i18n.global
  watchEffect(() => {
    const route = router.currentRoute.value
    const key = String(route.meta.title ?? `shell.go.${destinationOf(route)}`)
    const parts = [te(key) ? t(key) : '', session.seat?.place ?? '', t('shell.product')]
    document.title = parts.filter(Boolean).join(' · ')
  })
}
