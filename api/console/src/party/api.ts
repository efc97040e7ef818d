import { answer, http, multipart } from '@/api/client'
import type { Page, Schema } from '@/api/page'
import type { Article, Branch, PartyMember, Session, StudyRecord } from './types'

const at = (id: string) => ({ path: { id } })

export const listBranches = () => answer<Branch[]>(http.GET('/api/v1/party/branches'))
export const addBranch = (body: Schema['NewPartyBranch']) => answer<Branch>(http.POST('/api/v1/party/branches', { body }))
export const changeBranch = (id: string, body: Schema['NewPartyBranch']) =>
  answer<Branch>(http.PUT('/api/v1/party/branches/{id}', { params: at(id), body }))
export const readBoard = (id: string, year?: number) =>
  answer<Schema['PartyBoard']>(http.GET('/api/v1/party/branches/{id}/board', { params: { ...at(id), query: { year } } }))
export const readStandings = (id: string, year?: number) =>
  answer<Schema['PartyStanding'][]>(http.GET('/api/v1/party/branches/{id}/standings', { params: { ...at(id), query: { year } } }))
export const listCadence = (branch_id?: string) =>
  answer<Schema['PartyCadence'][]>(http.GET('/api/v1/party/cadence', { params: { query: { branch_id } } }))
/** Decides for a branch or, without one, for all that do not decide for themselves; nothing takes a decision back. */
export const decideCadence = (body: Schema['NewPartyCadence']) => answer<unknown>(http.PUT('/api/v1/party/cadence', { body }))
export const readGoal = () => answer<Schema['PartyGoal']>(http.GET('/api/v1/party/goal'))
export const decideGoal = (body: Schema['PartyGoal']) => answer<Schema['PartyGoal']>(http.PUT('/api/v1/party/goal', { body }))

export const listPartyMembers = (query: { branch_id?: string; state?: string; after?: string }) =>
  answer<Page<PartyMember>>(http.GET('/api/v1/party/members', { params: { query: { ...query, limit: 50 } } }))
export const readPartyMember = (id: string) => answer<PartyMember>(http.GET('/api/v1/party/members/{id}', { params: at(id) }))
export const takeIn = (body: Schema['NewPartyMember']) => answer<PartyMember>(http.POST('/api/v1/party/members', { body }))
export const changePartyMember = (id: string, body: Schema['ChangedPartyMember']) =>
  answer<PartyMember>(http.PUT('/api/v1/party/members/{id}', { params: at(id), body }))
export const transferPartyMember = (id: string, body: Schema['PartyMove']) =>
  answer<PartyMember>(http.POST('/api/v1/party/members/{id}/transfers', { params: at(id), body }))
export const readRecord = (id: string, year?: number) =>
  answer<StudyRecord>(http.GET('/api/v1/party/members/{id}/record', { params: { ...at(id), query: { year } } }))
export const readMine = (year?: number) => answer<Schema['OwnParty']>(http.GET('/api/v1/party/mine', { params: { query: { year } } }))
export const askLeave = (id: string, reason: string) =>
  answer<unknown>(http.POST('/api/v1/party/sessions/{id}/own-leave', { params: at(id), body: { reason } }))

export const listSessions = (query: { branch_id?: string; kind?: string; stage?: string; after?: string }) =>
  answer<Page<Session>>(http.GET('/api/v1/party/sessions', { params: { query: { ...query, limit: 50 } } }))
export const addSession = (body: Schema['NewPartySession']) => answer<Session>(http.POST('/api/v1/party/sessions', { body }))
export const readSession = (id: string) => answer<Session>(http.GET('/api/v1/party/sessions/{id}', { params: at(id) }))
export const changeSession = (id: string, body: Schema['NewPartySession']) =>
  answer<Session>(http.PUT('/api/v1/party/sessions/{id}', { params: at(id), body }))
export const addSessionPhoto = (id: string, file: File) =>
  answer<Schema['Photo']>(http.POST('/api/v1/party/sessions/{id}/photos', { params: at(id), ...multipart({ file, moment: 'during' }) }))
export const actOnSession = (session: Session, act: string, note = '') =>
  answer<Session>(http.POST('/api/v1/party/sessions/{id}/act', { params: at(session.id), body: { act, note, revision: session.revision } }))
export const excuse = (id: string, party_member_id: string, reason: string) =>
  answer<Session>(http.POST('/api/v1/party/sessions/{id}/leaves', { params: at(id), body: { party_member_id, reason } }))
export const makeUp = (id: string, party_member_id: string, minutes: number) =>
  answer<Session>(http.POST('/api/v1/party/sessions/{id}/make-ups', { params: at(id), body: { party_member_id, minutes } }))
export const takeMinutes = (session: Session, minutes: string, state: string) =>
  answer<Session>(
    http.PUT('/api/v1/party/sessions/{id}/minutes', { params: at(session.id), body: { minutes, state, revision: session.revision } }),
  )
export const publishMinutes = (session: Session) =>
  answer<Session>(http.POST('/api/v1/party/sessions/{id}/publication', { params: at(session.id), body: { revision: session.revision } }))
/** Where the document of a session is. */
export const archiveOf = (id: string) => `/api/v1/party/sessions/${id}/archive`

export const listArticles = (query: { state?: string; after?: string }) =>
  answer<Page<Article>>(http.GET('/api/v1/articles', { params: { query: { ...query, limit: 50 } } }))
export const addArticle = (body: Schema['NewArticle']) => answer<Article>(http.POST('/api/v1/articles', { body }))
export const changeArticle = (id: string, body: Schema['NewArticle']) =>
  answer<Article>(http.PUT('/api/v1/articles/{id}', { params: at(id), body }))
export const readArticle = (id: string) => answer<Article>(http.GET('/api/v1/articles/{id}', { params: at(id) }))
export const addCover = (id: string, file: File) =>
  answer<Schema['Photo']>(http.POST('/api/v1/articles/{id}/photos', { params: at(id), ...multipart({ file, moment: 'during' }) }))
export const actOnArticle = (article: Article, act: string, more: { note?: string; publish_at?: string } = {}) =>
  answer<Article>(http.POST('/api/v1/articles/{id}/act', { params: at(article.id), body: { act, ...more, revision: article.revision } }))

export const showColumn = (code: string) =>
  answer<Schema['PublicColumn']>(http.GET('/api/v1/public/columns/{code}', { params: { path: { code } } }))
export const showArticle = (id: string) => answer<Schema['PublicArticle']>(http.GET('/api/v1/public/articles/{id}', { params: at(id) }))
export const noteRead = (id: string, reader: string) =>
  answer<unknown>(http.POST('/api/v1/public/articles/{id}/reads', { params: at(id), body: { reader } }))
