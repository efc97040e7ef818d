import createClient, { type Middleware } from 'openapi-fetch'
import { Problem, unreachable } from './problem'
import { steady } from './steady'
import type { paths } from './schema'

/** What every request carries besides its own data; the session and the language switch set it. */
export const requestContext = { community: '', locale: 'zh-CN', onSignedOut: () => {} }

/** The headers that say in which language and for which community something is asked. */
export function carried(): Record<string, string> {
  const headers: Record<string, string> = { 'Accept-Language': requestContext.locale }
  if (requestContext.community) headers['Mulin-Community'] = requestContext.community
  return headers
}

const carryContext: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(carried())) request.headers.set(name, value)
    // The API refuses unsafe requests of a cookie session without it: a foreign page cannot set it.
    request.headers.set('X-Mulin-Request', '1')
    return request
  },
}

/** The client, typed by the API document. Calls go through {@link answer}, which turns refusals into {@link Problem}. */
export const http = createClient<paths>({ credentials: 'same-origin', fetch: steady() })
http.use(carryContext)

interface Result<T> {
  data?: T
  error?: unknown
  response: Response
}

/** The body of an answer, or a thrown {@link Problem}. */
export async function answer<T>(request: Promise<Result<unknown>>): Promise<T> {
  const result = await request.catch(() => Promise.reject(unreachable()))
  if (!result.response.ok) throw refused(result)
  return result.data as T
}

function refused({ response, error }: Result<unknown>): Problem {
  if (response.status === 401) requestContext.onSignedOut()
  return new Problem(response.status, typeof error === 'string' ? parse(error) : error)
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return {}
  }
}

/** Sends files as multipart; openapi-fetch would serialise them as JSON. */
export function multipart(files: Record<string, File | File[] | string>): { body: never; bodySerializer: () => FormData } {
  const form = new FormData()
  for (const [name, value] of Object.entries(files)) {
    for (const part of Array.isArray(value) ? value : [value]) form.append(name, part)
  }
  return { body: {} as never, bodySerializer: () => form }
}

/** Fetches what is not JSON, with the same context as every other request: an `src` attribute could not carry it. */
async function fetchFile(path: string): Promise<Response> {
  const response = await fetch(path, { headers: carried(), credentials: 'same-origin' }).catch(() => Promise.reject(unreachable()))
  if (!response.ok) throw refused({ response, error: await response.text() })
  return response
}

/** Fetches a file of the API and hands it to the browser under the name the API gives it. */
export async function download(path: string, fallbackName: string): Promise<void> {
  const response = await fetchFile(path)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = fileNameOf(response.headers.get('Content-Disposition')) || fallbackName
  link.click()
  URL.revokeObjectURL(link.href)
}

/** The file name of a Content-Disposition header, preferring its UTF-8 form (RFC 5987). */
export function fileNameOf(disposition: string | null): string {
  const extended = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')
  if (extended?.[1]) return decodeURIComponent(extended[1])
  return /filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1] ?? ''
}
