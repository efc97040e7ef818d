import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { Schema } from '@/api/page'
import { asProblem, type Problem } from '@/api/problem'
import { seal, unseal, type Sealed } from '@/shell/vault'
import { addMarkPhoto, markTarget } from './api'
import { shrink } from './shrink'
import type { Outcome, Target } from './types'

/**
 * What was found and has not arrived yet. It outlives the page and the network, and not the log-out; a finding leaves the phone as soon as the
 * service has it. Notes, answers and photos are sealed on the phone; no name and no address is ever written to it: the list of the patch is
 * held by the open page only, and gone with it.
 */
export interface Waiting {
  nonce: string
  /** Whose it is: another account on the same phone neither sees nor sends it. */
  account: string
  /** At which seat: what was found in one community is not sent in the name of another. */
  community: string
  campaign: string
  target: string
  body: Omit<Schema['NewCampaignMark'], 'outcome'> & { outcome: Outcome }
  /** The finding, once the service has it and only its photos wait. */
  mark?: string
  /** So many photos wait. */
  photos: number
  /** Why the service did not take it; it is not sent again by itself then. */
  refused?: string
}

type Row = Pick<Waiting, 'nonce' | 'account' | 'community'> & { sealed: Sealed }
type PhotoRow = { id: string; nonce: string; sealed: Sealed }

interface Shape extends DBSchema {
  waiting: { key: string; value: Row }
  photos: { key: string; value: PhotoRow; indexes: { nonce: string } }
}

/** So many photos of one finding, and on the phone altogether. */
export const MOST_PHOTOS = 4
const MOST_ALTOGETHER = 60

let opened: Promise<IDBPDatabase<Shape>> | undefined
const store = () =>
  (opened ??= openDB<Shape>('mulin-campaigns', 2, {
    upgrade: (db) => {
      if (db.objectStoreNames.contains('waiting')) db.deleteObjectStore('waiting')
      db.createObjectStore('waiting', { keyPath: 'nonce' })
      db.createObjectStore('photos', { keyPath: 'id' }).createIndex('nonce', 'nonce')
    },
  }))

async function write(waiting: Waiting): Promise<void> {
  const { nonce, account, community, ...rest } = waiting
  const sealed = await seal(account, nonce, new TextEncoder().encode(JSON.stringify(rest)))
  await (await store()).put('waiting', { nonce, account, community, sealed })
}

/** Keeps a finding with its photos until it has arrived; answers how many photos there was no room for. */
export async function keep(waiting: Omit<Waiting, 'photos'>, photos: Blob[]): Promise<number> {
  const db = await store()
  const room = Math.min(MOST_PHOTOS, MOST_ALTOGETHER - (await db.count('photos')))
  let kept = 0
  for (const photo of photos) {
    const small = kept < room ? await shrink(photo) : undefined
    if (!small) continue
    const id = crypto.randomUUID()
    await db.put('photos', { id, nonce: waiting.nonce, sealed: await seal(waiting.account, id, await small.arrayBuffer()) })
    kept += 1
  }
  await write({ ...waiting, photos: kept })
  return photos.length - kept
}

/** What waits at a seat, the first found first. What cannot be opened any more is thrown away. */
export async function waitingAt(account: string, community: string): Promise<Waiting[]> {
  const all: Waiting[] = []
  for (const { sealed, ...row } of await (await store()).getAll('waiting')) {
    if (row.account !== account || row.community !== community) continue
    const bytes = await unseal(account, row.nonce, sealed)
    if (bytes) all.push({ ...row, ...(JSON.parse(new TextDecoder().decode(bytes)) as Omit<Waiting, keyof Row>) })
    else await forget(row.nonce)
  }
  return all.sort((left, right) => left.body.at.localeCompare(right.body.at))
}

/** Whether anything waits that a log-out would lose. */
export async function isWaiting(): Promise<boolean> {
  return (await (await store()).count('waiting')) > 0
}

/** Gives up a finding, with its photos. */
export async function forget(nonce: string): Promise<void> {
  const change = (await store()).transaction(['waiting', 'photos'], 'readwrite')
  await change.objectStore('waiting').delete(nonce)
  const photos = change.objectStore('photos')
  for (const id of await photos.index('nonce').getAllKeys(nonce)) await photos.delete(id)
  await change.done
}

/** Whether the service may take it another time: nobody answered, or it could not just then. */
const passes = ({ status }: Problem) => status === 0 || status === 401 || status === 409 || status === 429 || status >= 500
/** What is told with 409 and stays so. */
const FINAL = ['campaigns.wrong_stage', 'evidence.too_many_photos']

/** Sends what waits until the network is gone; answers the targets as they stand now. */
export async function send(account: string, community: string): Promise<Target[]> {
  const arrived: Target[] = []
  for (let one of await waitingAt(account, community)) {
    if (one.refused) continue
    try {
      if (!one.mark) {
        const target = await markTarget(one.target, one.body)
        arrived.push(target)
        one = { ...one, mark: target.marks?.find(({ nonce }) => nonce === one.nonce)?.id }
        await write(one)
      }
      await sendPhotos(one)
      await forget(one.nonce)
    } catch (error) {
      const problem = asProblem(error)
      if (passes(problem) && !FINAL.includes(problem.code)) break
      await write({ ...one, refused: problem.fields[0]?.message ?? problem.message })
    }
  }
  return arrived
}

async function sendPhotos({ account, mark, nonce }: Waiting): Promise<void> {
  const db = await store()
  for (const { id, sealed } of await db.getAllFromIndex('photos', 'nonce', nonce)) {
    const bytes = await unseal(account, id, sealed)
    // Under its own name, so that one whose answer was lost on the way is not kept twice.
    if (bytes && mark) await addMarkPhoto(mark, new File([bytes], `${id}.jpg`, { type: 'image/jpeg' }), id)
    await db.delete('photos', id)
  }
}
