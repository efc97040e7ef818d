import { asked, type Ledger, type LedgerRow } from './types'

/** What a form of a row begins with. Sensitive values are not in it: they are only written anew. */
export function draftOf(ledger: Ledger, row?: LedgerRow): Record<string, string> {
  return Object.fromEntries(asked(ledger).map(({ code, sensitive }) => [code ?? '', sensitive ? '' : (row?.values[code ?? ''] ?? '')]))
}

/** What is sent: only what differs from the row, so that nothing is overwritten that was not looked at. */
export function told(ledger: Ledger, draft: Record<string, string>, row?: LedgerRow): Record<string, string> {
  const before = draftOf(ledger, row)
  return Object.fromEntries(Object.entries(draft).filter(([code, text]) => (text ?? '').trim() !== before[code]).map(([code, text]) => [code, text ?? '']))
}
