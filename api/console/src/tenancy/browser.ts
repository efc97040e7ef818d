const systems: [RegExp, string][] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]
// The order matters: most browsers also claim to be the ones after them.
const browsers: [RegExp, string][] = [
  [/MicroMessenger/, 'WeChat'],
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]

/** A user agent as people would call it: "Chrome · Windows". Unknown programs keep their own name. */
export function browserOf(userAgent: string | null | undefined): string {
  if (!userAgent) return ''
  const named = [nameIn(userAgent, browsers), nameIn(userAgent, systems)].filter(Boolean)
  return named.length > 0 ? named.join(' · ') : userAgent.slice(0, 40)
}

function nameIn(userAgent: string, known: [RegExp, string][]): string {
  return known.find(([pattern]) => pattern.test(userAgent))?.[1] ?? ''
}
