/** How long to wait before each new try, in milliseconds: a stairwell without signal, a database that restarts. */
const PAUSES = [400, 1_500]
/** Nobody looks at a button that turns for longer than this before the next try. */
const LONGEST_PAUSE = 5_000

/** What time and chance are, so that tests need neither. */
export interface Surroundings {
  fetch: (request: Request) => Promise<Response>
  sleep: (milliseconds: number) => Promise<void>
}

const browser: Surroundings = {
  fetch: (request) => globalThis.fetch(request),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
}

/**
 * A fetch that tries again while nobody answers or the service is away. Changes carry an `Idempotency-Key`: however often one is sent, it
 * happens once and is answered alike.
 */
export function steady({ fetch, sleep }: Surroundings = browser): (request: Request) => Promise<Response> {
  return async (request) => {
    if (!isSafe(request)) request.headers.set('Idempotency-Key', newKey())
    for (const pause of PAUSES) {
      const response = await fetch(request.clone()).catch((error: unknown) => {
        if (request.signal.aborted) throw error
        return null
      })
      if (response && !(await isPassing(response))) return response
      await sleep(Math.min(waitOf(response) ?? pause, LONGEST_PAUSE))
    }
    return fetch(request)
  }
}

function isSafe(request: Request): boolean {
  return request.method === 'GET' || request.method === 'HEAD'
}

/** Whether the same request may be answered otherwise in a moment: the service is away, or the first sending is still being done. */
async function isPassing(response: Response): Promise<boolean> {
  if (response.status === 503) return true
  if (response.status !== 409) return false
  const problem = (await response.clone().json().catch(() => ({}))) as { code?: string }
  return problem.code === 'kernel.in_flight'
}

function waitOf(response: Response | null): number | undefined {
  const seconds = Number(response?.headers.get('Retry-After') ?? Number.NaN)
  return Number.isFinite(seconds) ? seconds * 1_000 : undefined
}

/** 128 random bits. `randomUUID` exists on secure pages only, and a street's own server may have no certificate. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
