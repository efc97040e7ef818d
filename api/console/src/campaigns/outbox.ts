import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { Schema } from '@/api/page'
import { asProblem, type Problem } from '@/api/problem'
import { markTarget } from './api'
import type { Outcome, Target } from './types'

/**
 * What was found and has not arrived yet. It outlives the page and the network; a finding leaves the phone as soon as the service has it.
 * No name and no address is ever written to the phone: the list of the patch is held by the open page only, and gone with it.
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
  /** Why the service did not take it; it is not sent again by itself then. */
  refused?: string
}

interface Shape extends DBSchema {
  waiting: { key: string; value: Waiting }
}

let opened: Promise<IDBPDatabase<Shape>> | undefined
const store = () =>
  (opened ??= openDB<Shape>('mulin-campaigns', 1, { upgrade: (db) => void db.createObjectStore('waiting', { keyPath: 'nonce' }) }))

/** Keeps a finding until it has arrived. */
export async function keep(waiting: Waiting): Promise<void> {
  await (await store()).put('waiting', waiting)
}

/** What waits at a seat, the first found first. */
export async function waitingAt(account: string, community: string): Promise<Waiting[]> {
  const all = await (await store()).getAll('waiting')
  const own = all.filter((one) => one.account === account && one.community === community)
  return own.sort((left, right) => left.body.at.localeCompare(right.body.at))
}

/** Gives up a finding that was refused. */
export async function forget(nonce: string): Promise<void> {
  await (await store()).delete('waiting', nonce)
}

/** Whether the service may take it another time: nobody answered, or it could not just then. */
const passes = ({ status }: Problem) => status === 0 || status === 401 || status === 409 || status === 429 || status >= 500

/** Sends what waits until the network is gone; answers the targets as they stand now. */
export async function send(account: string, community: string): Promise<Target[]> {
  const arrived: Target[] = []
  for (const one of await waitingAt(account, community)) {
    if (one.refused) continue
    try {
      arrived.push(await markTarget(one.target, one.body))
      await forget(one.nonce)
    } catch (error) {
      const problem = asProblem(error)
      if (passes(problem) && problem.code !== 'campaigns.wrong_stage') break
      await keep({ ...one, refused: problem.fields[0]?.message ?? problem.message })
    }
  }
  return arrived
}
