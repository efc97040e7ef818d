import { openDB, type DBSchema, type IDBPDatabase } from 'idb'

/** What is kept on the phone, unreadable without the key of its account. */
export interface Sealed {
  iv: Uint8Array<ArrayBuffer>
  bytes: ArrayBuffer
}

interface Shape extends DBSchema {
  keys: { key: string; value: CryptoKey }
}

const CIPHER = 'AES-GCM'

let opened: Promise<IDBPDatabase<Shape>> | undefined
const store = () => (opened ??= openDB<Shape>('mulin-keys', 1, { upgrade: (db) => void db.createObjectStore('keys') }))

/** The key of an account on this phone. The browser uses it and gives it to nobody, not even to this page. */
async function keyOf(account: string): Promise<CryptoKey> {
  const db = await store()
  const known = await db.get('keys', account)
  if (known) return known
  const fresh = await crypto.subtle.generateKey({ name: CIPHER, length: 256 }, false, ['encrypt', 'decrypt'])
  // Another page of the same account may have been quicker: then its key is the one.
  const change = db.transaction('keys', 'readwrite')
  const first = await change.store.get(account)
  if (!first) await change.store.put(fresh, account)
  await change.done
  return first ?? fresh
}

/** Seals bytes; they open at their own place only, so that nobody can exchange two of them. */
export async function seal(account: string, place: string, bytes: BufferSource): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const additionalData = new TextEncoder().encode(place)
  return { iv, bytes: await crypto.subtle.encrypt({ name: CIPHER, iv, additionalData }, await keyOf(account), bytes) }
}

/** Opens what was sealed; nothing once the key was thrown away. */
export async function unseal(account: string, place: string, { iv, bytes }: Sealed): Promise<ArrayBuffer | undefined> {
  const key = await (await store()).get('keys', account)
  const additionalData = new TextEncoder().encode(place)
  return key && crypto.subtle.decrypt({ name: CIPHER, iv, additionalData }, key, bytes).catch(() => undefined)
}

/** Throws all keys away: what is still on the phone is noise from now on. */
export async function throwKeysAway(): Promise<void> {
  await (await store()).clear('keys')
}
