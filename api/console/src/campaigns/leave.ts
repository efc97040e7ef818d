import { i18n } from '@/messages'
import { confirmed } from '@/shell/notice'
import { isWaiting } from './outbox'

/** Whether somebody may log out: what waits on the phone would be lost by it, and that is theirs to decide. */
export async function mayLeave(): Promise<boolean> {
  const { t } = i18n.global
  if (!(await isWaiting().catch(() => false))) return true
  return confirmed(t('campaigns.lose_ask'), t('shell.log_out'))
}
