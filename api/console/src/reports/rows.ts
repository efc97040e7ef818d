import type { RouteLocationNamedRaw } from 'vue-router'

/** A page with the filter under which it shows what a figure counts. */
type Rows = Pick<RouteLocationNamedRaw, 'name' | 'query'>

const rows = (name: string, query: Record<string, string> = {}): Rows => ({ name, query })
const visits = (state: string) => rows('visits', { state, days: 'span' })

/** Where the rows behind each figure are, for whoever may see them. */
const behind: Record<string, Rows> = {
  'residents.total': rows('people'),
  'households.total': rows('people'),
  'elders.listed': rows('plans'),
  'elders.red': rows('people', { tier: 'red' }),
  'elders.yellow': rows('people', { tier: 'yellow' }),
  'elders.green': rows('people', { tier: 'green' }),
  'visits.due': visits(''),
  'visits.done': visits('done'),
  'visits.on_time': visits('done'),
  'visits.missed': visits('missed'),
  'visits.no_answer': visits(''),
  'visits.escalated': visits(''),
  'month.elders': rows('plans'),
  'month.visited': rows('plans'),
  'matters.received': rows('matters', { view: 'all' }),
  'matters.handled': rows('matters', { view: 'all', stage: 'done' }),
  'matters.on_time': rows('matters', { view: 'all', stage: 'closed' }),
  'matters.called_back': rows('matters', { view: 'all', stage: 'closed' }),
  'matters.solved': rows('matters', { view: 'all', stage: 'closed' }),
  'matters.satisfied': rows('matters', { view: 'all', stage: 'closed' }),
  'matters.open': rows('matters', { view: 'all', stage: 'open' }),
  'matters.overdue': rows('matters', { view: 'overdue' }),
  'directives.received': rows('directives'),
  'directives.reported': rows('directives'),
  'directives.on_time': rows('directives'),
  'directives.open': rows('directives'),
  'directives.late': rows('directives'),
  'meetings.held': rows('meetings', { stage: 'held' }),
  'meetings.resolutions': rows('meetings', { stage: 'held' }),
  'whistles.blown': rows('whistles'),
  'whistles.calls': rows('whistles'),
  'whistles.answered': rows('whistles'),
  'whistles.arrived': rows('whistles'),
  'whistles.missed': rows('whistles'),
  'partners.claimed': rows('offers', { state: 'claimed' }),
  'partners.completed': rows('offers', { state: 'done' }),
  'activities.planned': rows('menu'),
  'activities.held': rows('menu', { stage: 'held' }),
  'activities.seats': rows('menu', { stage: 'held' }),
  'activities.attended': rows('menu', { stage: 'held' }),
  'activities.no_show': rows('menu', { stage: 'held' }),
  'activities.rated': rows('menu', { stage: 'held' }),
  'activities.satisfied': rows('menu', { stage: 'held' }),
  'rooms.hours': rows('rooms'),
  'wishes.open': rows('wishes', { state: 'open' }),
  'outreach.interviews': rows('interviews'),
  'outreach.outcomes': rows('interviews'),
  'patrols.checks': rows('patrols'),
  'patrols.missed': rows('patrols'),
  'patrols.findings': rows('findings', { state: '' }),
  'patrols.returned': rows('findings', { state: '', returned: 'true' }),
  'patrols.rectified': rows('findings', { state: 'cooling' }),
  'patrols.on_time': rows('findings', { state: 'cooling' }),
  'patrols.open': rows('findings', { state: 'open' }),
  'patrols.overdue': rows('findings', { state: 'open' }),
  'duty.shifts': rows('duty'),
  'duty.uncovered': rows('duty'),
  'duty.stood_in': rows('matters', { view: 'all' }),
  'projects.open': rows('projects', { stage: 'building' }),
  'projects.late': rows('projects', { late: 'true' }),
  'projects.accepted': rows('projects', { stage: 'accepted' }),
  'projects.spent': rows('projects'),
  'enrolment.linked': rows('enrolments', { view: 'linked' }),
  'enrolment.asked': rows('enrolments'),
  'messages.accepted': rows('deliveries', { state: 'accepted' }),
  'messages.failed': rows('deliveries', { state: 'rejected' }),
  'messages.in_doubt': rows('deliveries', { state: 'in_doubt' }),
}

/** Where the rows behind a figure are; every ledger's are among the ledgers. */
export function rowsBehind(measure: string): Rows | undefined {
  return behind[measure] ?? (measure.startsWith('ledgers.') ? rows('ledgers') : undefined)
}
