import type { Delivery } from './api'

/** What a provider's own code is called among our messages: their names may not hold dots. */
const keyOf = (reason: string): string => (reason.split(' ')[0] ?? '').replaceAll('.', '-')

/** Providers' refusals that we can tell in plain words, by their codes. */
export const refusals = [
  'SignatureDoesNotMatch', 'InvalidAccessKeyId-NotFound', 'isv-SMS_SIGNATURE_ILLEGAL', 'isv-SMS_TEMPLATE_ILLEGAL',
  'isv-SMS_SIGN_ILLEGAL', 'isv-MOBILE_NUMBER_ILLEGAL', 'isv-AMOUNT_NOT_ENOUGH', 'isv-BUSINESS_LIMIT_CONTROL',
  'isv-TEMPLATE_MISSING_PARAMETERS', 'AuthFailure-SignatureFailure', 'AuthFailure-SecretIdNotFound',
  'FailedOperation-SignatureIncorrectOrUnapproved', 'FailedOperation-TemplateIncorrectOrUnapproved',
  'FailedOperation-InsufficientBalanceInSmsPackage', 'InvalidParameterValue-IncorrectPhoneNumber',
  'LimitExceeded-PhoneNumberThirtySecondLimit', 'LimitExceeded-PhoneNumberOneHourLimit', '40001', '40013', '93000', '60020',
  '81013', '310000', '300001', '19001', '19021', '19024', '45009',
] as const

/** Whether nothing more is to be heard about a test. */
export const isOver = ({ state }: Delivery): boolean => state !== 'queued' && state !== 'sending'

type Say = (key: string, values?: Record<string, string>) => string

/** How a test ended, in plain words; the provider's own follow where they are known. */
export function outcomeOf(delivery: Delivery, say: Say, time: (at: string) => string): string {
  const reason = delivery.reason ?? ''
  const words = (key: string, values?: Record<string, string>) => say(`notifications.outcome.${key}`, values)
  switch (delivery.state) {
    case 'accepted':
    case 'delivered': {
      const reference = delivery.attempts?.at(-1)?.reference
      return reference ? words('accepted_as', { reference }) : words('accepted')
    }
    case 'in_doubt':
      return words('in_doubt')
    case 'suppressed':
      return reason === 'limited' && delivery.held_until ? words('limited', { time: time(delivery.held_until) }) : words('not_sent')
    case 'rejected':
      return refusalOf(reason, words)
    default:
      return words('waiting')
  }
}

/** What somebody has to mend about a channel, in plain words. */
export const troubleOf = (reason: string, say: Say): string => refusalOf(reason, (key, values) => say(`notifications.outcome.${key}`, values))

function refusalOf(reason: string, words: Say): string {
  const known = refusals.find((one) => one === keyOf(reason))
  if (known) return words(`refused.${known}`)
  if (reason.startsWith('no approved form')) return words('refused.no_form')
  if (reason.startsWith('an address in a private network')) return words('refused.private')
  if (reason.startsWith('error sending request')) return words('refused.unreachable')
  return words('refused.other', { reason })
}
