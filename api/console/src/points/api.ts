import { answer, http, multipart } from '@/api/client'
import type { Page, Schema } from '@/api/page'
import type { Account, Board, Doubt, Objection, Proof, Redemption, Reward, Rule, Statement, Term } from './types'

const at = (id: string) => ({ path: { id } })
const page = (after?: string) => ({ query: { after, limit: 50 } })

export const readMine = (after?: string) => answer<Statement>(http.GET('/api/v1/points/mine', { params: page(after) }))
export const listMyRedemptions = () => answer<Page<Redemption>>(http.GET('/api/v1/redemptions/mine', { params: page() }))
export const redeem = (id: string) => answer<Redemption>(http.POST('/api/v1/rewards/{id}/redemptions', { params: at(id) }))
export const giveBack = (id: string) => answer<Redemption>(http.DELETE('/api/v1/redemptions/{id}', { params: at(id) }))

export const listAccounts = (after?: string) => answer<Page<Account>>(http.GET('/api/v1/point-accounts', { params: page(after) }))
export const readStatement = (id: string) =>
  answer<Statement>(http.GET('/api/v1/point-accounts/{id}/statement', { params: { ...at(id), ...page() } }))
export const grant = (body: Schema['PointGrant']) => answer<Account>(http.POST('/api/v1/points/grants', { body }))
export const reverse = (id: string, note: string) =>
  answer<unknown>(http.POST('/api/v1/point-postings/{id}/reversal', { params: at(id), body: { note } }))
export const listRules = () => answer<Rule[]>(http.GET('/api/v1/point-rules'))
export const decideRule = (service: string, body: Schema['PointDecision']) =>
  answer<Rule>(http.PUT('/api/v1/point-rules/{service}', { params: { path: { service } }, body }))
export const listDoubts = () => answer<Page<Doubt>>(http.GET('/api/v1/point-doubts', { params: { query: { open: true, limit: 50 } } }))
export const decideDoubt = (id: string, release: boolean, note: string) =>
  answer<unknown>(http.POST('/api/v1/point-doubts/{id}/decision', { params: at(id), body: { release, note } }))
export const readProof = () => answer<Proof>(http.GET('/api/v1/points/proof'))

export const listRewards = () => answer<Reward[]>(http.GET('/api/v1/rewards'))
export const addReward = (body: Schema['NewReward']) => answer<Reward>(http.POST('/api/v1/rewards', { body }))
export const changeReward = (id: string, body: Schema['NewReward']) => answer<Reward>(http.PUT('/api/v1/rewards/{id}', { params: at(id), body }))
export const addRewardPhoto = (id: string, file: File) =>
  answer<Schema['Photo']>(http.POST('/api/v1/rewards/{id}/photos', { params: at(id), ...multipart({ file }) }))
export const readTerm = () => answer<Term>(http.GET('/api/v1/point-term'))
export const decideTerm = (body: Schema['PointTermDecision']) => answer<Term>(http.PUT('/api/v1/point-term', { body }))
export const listRedemptions = (state: string) =>
  answer<Page<Redemption>>(http.GET('/api/v1/redemptions', { params: { query: { state, limit: 50 } } }))
export const handOut = (code: string) => answer<Redemption>(http.POST('/api/v1/redemptions/hand-out', { body: { code } }))

export const listBoards = () => answer<Board[]>(http.GET('/api/v1/point-boards'))
export const readBoard = (id: string) => answer<Board>(http.GET('/api/v1/point-boards/{id}', { params: at(id) }))
export const readPublicBoard = (code: string) =>
  answer<Schema['PublicBoard']>(http.GET('/api/v1/public/communities/{code}/points', { params: { path: { code } } }))
export const object = (id: string, words: string, posting_id?: string) =>
  answer<Objection>(http.POST('/api/v1/point-boards/{id}/objections', { params: at(id), body: { words, posting_id } }))
export const listObjections = (id: string) =>
  answer<Objection[]>(http.GET('/api/v1/point-boards/{id}/objections', { params: at(id) }))
export const decideObjection = (id: string, isRight: boolean, text: string) =>
  answer<Objection>(http.POST('/api/v1/point-objections/{id}/decision', { params: at(id), body: { grant: isRight, answer: text } }))
