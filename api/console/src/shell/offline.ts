/**
 * The service worker: without a network the frame opens, with what its reader saw last of their own. What it keeps is a closed list in
 * `public/sw.js`; with the log-out it is forgotten.
 */
export async function keepOffline(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  await navigator.serviceWorker.register('/sw.js').catch(() => undefined)
  const { active } = await navigator.serviceWorker.ready
  // What was loaded before the worker was there has not passed through it.
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name)
  active?.postMessage({ keep: loaded.filter((url) => new URL(url).pathname.startsWith('/assets/')) })
}

/** Forgets what belongs to whoever was logged in. */
export function forgetOffline(): void {
  navigator.serviceWorker?.controller?.postMessage({ forget: true })
}
