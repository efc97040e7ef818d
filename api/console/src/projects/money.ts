/** Money travels in fen (分) and is shown and typed in yuan (元). */
const fen = 100

export const yuan = (amount: number): string => (amount / fen).toLocaleString('en-US', { maximumFractionDigits: 2 })

/** What somebody typed, in fen; nothing where it is no amount. */
export function inFen(typed: string): number | undefined {
  const plain = typed.replaceAll(/[,，\s]/g, '')
  return /^-?\d+(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * fen) : undefined
}
