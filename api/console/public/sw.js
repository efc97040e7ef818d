// Without a network: the shell opens, its hashed files come from the cache, and of the API only what somebody saw last of their own.
// Lists of other people are never kept: the list below is closed.
const SHELL = 'mulin-shell-1'
const OWN = 'mulin-own-1'
const OWN_PATHS = ['/api/v1/me', '/api/v1/enrolments/mine', '/api/v1/occasions/mine', '/api/v1/matters/mine']

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(SHELL)
      .then((cache) => cache.addAll(['/', '/seal.svg', '/manifest.webmanifest']))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', (event) => {
  const old = (names) => names.filter((name) => name.startsWith('mulin-') && name !== SHELL && name !== OWN)
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(old(names).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

self.addEventListener('message', ({ data }) => {
  if (data?.forget) void caches.delete(OWN)
  if (Array.isArray(data?.keep)) void keepAll(data.keep)
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (request.mode === 'navigate' && !url.pathname.startsWith('/api/')) event.respondWith(page(request))
  else if (url.pathname.startsWith('/assets/')) event.respondWith(asset(request))
  else if (OWN_PATHS.includes(url.pathname) && !url.search) event.respondWith(own(request))
  else if (url.pathname === '/seal.svg') event.respondWith(asset(request))
})

/** The newest page, or else the shell, which finds its way by the address. */
async function page(request) {
  try {
    const fresh = await fetch(request)
    if (fresh.ok) await (await caches.open(SHELL)).put('/', fresh.clone())
    return fresh
  } catch {
    return (await caches.match('/', { cacheName: SHELL })) ?? Response.error()
  }
}

/** A file whose name says its content. */
async function asset(request) {
  const kept = await caches.match(request, { cacheName: SHELL, ignoreVary: true })
  if (kept) return kept
  const fresh = await fetch(request)
  if (fresh.ok) await (await caches.open(SHELL)).put(request, fresh.clone())
  return fresh
}

/** One's own list as it is, or as it was seen last. Each community has its own. */
async function own(request) {
  const key = new URL(request.url)
  key.searchParams.set('community', request.headers.get('mulin-community') ?? '')
  const cache = await caches.open(OWN)
  try {
    const fresh = await fetch(request)
    if (fresh.ok) await cache.put(key, fresh.clone())
    if (fresh.status === 401 || fresh.status === 403) await cache.delete(key)
    return fresh
  } catch {
    return (await cache.match(key, { ignoreVary: true })) ?? Response.error()
  }
}

async function keepAll(urls) {
  const cache = await caches.open(SHELL)
  for (const url of urls) {
    if (!(await cache.match(url))) await cache.add(url).catch(() => undefined)
  }
}
