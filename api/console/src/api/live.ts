import { EventSource } from 'eventsource'
import { carried } from './client'

/** Tells what the service tells at `path`, now and whenever it changes, until the returned function is called. */
export function listen<T>(path: string, tell: (told: T) => void): () => void {
  // The browser's own EventSource cannot say which community is meant.
  const stream = new EventSource(path, { fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, ...carried() } }) })
  stream.onmessage = ({ data }) => tell(JSON.parse(String(data)) as T)
  return () => stream.close()
}
