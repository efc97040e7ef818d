/** The text of a message without blank lines and without what stands under the signature, for a list. */
export function excerpt(text: string): string {
  const lines = text.split('\n').map((line) => line.trim())
  const end = lines.indexOf('--')
  return (end < 0 ? lines : lines.slice(0, end)).filter(Boolean).join('\n')
}
