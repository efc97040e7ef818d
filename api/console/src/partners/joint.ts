import { answer, http, multipart } from '@/api/client'
import type { Page, Schema, Worded } from '@/api/page'

/** The words of joint activities, as the API writes them. */
export const jointStages = ['planned', 'held', 'cancelled'] as const
export type JointStage = (typeof jointStages)[number]
export type InvitationState = 'invited' | 'accepted' | 'declined' | 'took_part' | 'absent'

export type Contribution = Schema['JointContribution']
export type Invitation = Worded<Schema['JointInvitation'], { state: InvitationState }>
export type JointActivity = Worded<Schema['JointActivity'], { stage: JointStage; own_state?: InvitationState; invitations?: Invitation[] }>

const at = (id: string) => ({ path: { id } })

export const listJoint = (query: { stage?: string; after?: string }) =>
  answer<Page<JointActivity>>(http.GET('/api/v1/joint-activities', { params: { query: { ...query, limit: 50 } } }))
export const readJoint = (id: string) => answer<JointActivity>(http.GET('/api/v1/joint-activities/{id}', { params: at(id) }))
export const planJoint = (body: Schema['NewJointActivity']) => answer<JointActivity>(http.POST('/api/v1/joint-activities', { body }))
export const changeJoint = (id: string, body: Schema['NewJointActivity']) =>
  answer<JointActivity>(http.PUT('/api/v1/joint-activities/{id}', { params: at(id), body }))
export const actOnJoint = ({ id, revision }: JointActivity, body: Omit<Schema['JointDeed'], 'revision'>) =>
  answer<JointActivity>(http.POST('/api/v1/joint-activities/{id}/act', { params: at(id), body: { ...body, revision } }))
export const inviteUnit = (id: string, unit_id: string) =>
  answer<JointActivity>(http.POST('/api/v1/joint-activities/{id}/units', { params: at(id), body: { unit_id } }))
export const answerFor = (id: string, { unit_id, revision }: Invitation, body: Omit<Schema['JointAnswer'], 'revision'>) =>
  answer<JointActivity>(
    http.POST('/api/v1/joint-activities/{id}/units/{unit_id}/answer', { params: { path: { id, unit_id } }, body: { ...body, revision } }),
  )
export const addJointPhoto = (id: string, file: File) =>
  answer<Schema['Photo']>(http.POST('/api/v1/joint-activities/{id}/photos', { params: at(id), ...multipart({ file, moment: 'during' }) }))

export const toneOfStage = (stage: JointStage) => (stage === 'held' ? 'good' : stage === 'planned' ? 'waiting' : 'quiet')
export const toneOfAnswer = (state: InvitationState) =>
  state === 'took_part' || state === 'accepted' ? 'good' : state === 'invited' ? 'waiting' : state === 'absent' ? 'bad' : 'quiet'
