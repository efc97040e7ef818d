import type { Component } from 'vue'
import {
  Aim, Bell, BellFilled, Calendar, ChatDotRound, ChatLineSquare, Collection, Connection, DataAnalysis, Dish, Document,
  EditPen, Files, Finished, Flag, Headset, Histogram, House, Key, Lock, MagicStick, MapLocation, Medal, Memo, Message,
  Notebook, Odometer, OfficeBuilding, Opportunity, Phone, PieChart, Postcard, Present, Promotion, Reading, School, Setting,
  Suitcase, Switch, Tickets, Timer, Trophy, User, UserFilled, View,
} from '@element-plus/icons-vue'
import type { Role } from '@/tenancy/types'

/** One place somebody can go to. `name` is the route, the message key and the anchor of tests. */
export interface Destination {
  name: string
  icon: Component
  roles: readonly Role[]
  /** Only for those of the role who belong to this circle. */
  circle?: Circle
}

/** What somebody may belong to besides a role. */
export type Circle = 'party'

/** Destinations that belong together, under one small heading. */
export interface Chapter {
  title: string
  destinations: Destination[]
}

const office: readonly Role[] = ['community-admin', 'staff']
const doorstep: readonly Role[] = ['community-admin', 'staff', 'grid-worker']
const hands: readonly Role[] = [...doorstep, 'property', 'partner', 'provider']
const walkers: readonly Role[] = [...hands, 'volunteer']
const allied: readonly Role[] = [...office, 'partner']
const everybody: readonly Role[] = [...hands, 'volunteer', 'resident']
const helpers: readonly Role[] = [...hands, 'volunteer', 'resident']
const chief: readonly Role[] = ['community-admin']
const citizens: readonly Role[] = ['resident', 'volunteer']

const chapters: Chapter[] = [
  {
    title: 'mine',
    destinations: [
      { name: 'home', icon: House, roles: citizens },
      { name: 'my-matters', icon: Memo, roles: citizens },
      { name: 'my-data', icon: Lock, roles: citizens },
    ],
  },
  {
    title: 'overview',
    destinations: [
      { name: 'streets', icon: MapLocation, roles: ['operator'] },
      { name: 'street', icon: DataAnalysis, roles: ['street-admin'] },
      { name: 'street-targets', icon: Aim, roles: ['street-admin'] },
      { name: 'desk', icon: Odometer, roles: office },
      { name: 'today', icon: Calendar, roles: doorstep },
      { name: 'community', icon: DataAnalysis, roles: office },
      { name: 'street-directives', icon: Promotion, roles: ['street-admin'] },
      { name: 'street-campaigns', icon: Flag, roles: ['street-admin'] },
      { name: 'street-forms', icon: Tickets, roles: ['street-admin'] },
      { name: 'street-partners', icon: Connection, roles: ['street-admin'] },
      { name: 'signups', icon: Postcard, roles: ['street-admin'] },
      { name: 'communities', icon: OfficeBuilding, roles: ['street-admin'] },
      { name: 'street-admins', icon: UserFilled, roles: ['street-admin'] },
    ],
  },
  {
    title: 'visits',
    destinations: [
      { name: 'visits', icon: Collection, roles: doorstep },
      { name: 'plans', icon: Timer, roles: office },
    ],
  },
  {
    title: 'people',
    destinations: [
      { name: 'people', icon: User, roles: doorstep },
      { name: 'enrolments', icon: Key, roles: office },
      { name: 'privacy-requests', icon: Lock, roles: office },
      { name: 'imports', icon: Document, roles: office },
      { name: 'places', icon: OfficeBuilding, roles: office },
    ],
  },
  {
    title: 'ledgers',
    destinations: [{ name: 'ledgers', icon: Notebook, roles: doorstep }],
  },
  {
    title: 'work',
    destinations: [
      { name: 'directives', icon: Postcard, roles: office },
      { name: 'forms', icon: Tickets, roles: office },
      { name: 'matters', icon: Memo, roles: hands },
      { name: 'meetings', icon: ChatLineSquare, roles: hands },
      { name: 'whistles', icon: BellFilled, roles: allied },
      { name: 'offers', icon: Files, roles: allied },
      { name: 'joint-activities', icon: Suitcase, roles: allied },
      { name: 'partners', icon: Connection, roles: office },
      { name: 'experts', icon: Opportunity, roles: office },
      { name: 'findings', icon: Finished, roles: hands },
      { name: 'patrols', icon: Aim, roles: doorstep },
      { name: 'patrol-campaigns', icon: Histogram, roles: doorstep },
      { name: 'publicity', icon: Promotion, roles: doorstep },
      { name: 'duty', icon: Switch, roles: doorstep },
      { name: 'campaigns', icon: Flag, roles: walkers },
      { name: 'projects', icon: Trophy, roles: doorstep },
    ],
  },
  {
    title: 'activities',
    destinations: [
      { name: 'menu', icon: Dish, roles: everybody },
      { name: 'programmes', icon: School, roles: everybody },
      { name: 'wishes', icon: MagicStick, roles: everybody },
      { name: 'rooms', icon: OfficeBuilding, roles: [...doorstep, 'provider'] },
      { name: 'providers', icon: Suitcase, roles: [...office, 'provider'] },
      { name: 'phone-notices', icon: Phone, roles: doorstep },
    ],
  },
  {
    title: 'taking_part',
    destinations: [
      { name: 'my-points', icon: Medal, roles: ['volunteer', 'resident'] },
      { name: 'points', icon: Medal, roles: office },
      { name: 'rewards', icon: Present, roles: office },
      { name: 'point-boards', icon: Histogram, roles: [...doorstep, 'volunteer', 'resident'] },
    ],
  },
  {
    title: 'outreach',
    destinations: [
      { name: 'interviews', icon: ChatDotRound, roles: doorstep },
      { name: 'outreach', icon: PieChart, roles: office },
      { name: 'questionnaires', icon: Tickets, roles: office },
      { name: 'topics', icon: Reading, roles: office },
    ],
  },
  {
    title: 'volunteers',
    destinations: [
      { name: 'volunteers', icon: UserFilled, roles: office },
      { name: 'volunteer-tasks', icon: Finished, roles: office },
      { name: 'volunteer-claims', icon: Timer, roles: office },
      { name: 'volunteering', icon: Trophy, roles: helpers },
      { name: 'volunteer-stars', icon: Trophy, roles: helpers },
    ],
  },
  {
    title: 'party',
    destinations: [
      { name: 'party-mine', icon: Reading, roles: everybody, circle: 'party' },
      { name: 'party', icon: Flag, roles: office },
      { name: 'party-sessions', icon: Calendar, roles: office },
      { name: 'articles', icon: Headset, roles: office },
    ],
  },
  {
    title: 'running',
    destinations: [
      { name: 'queues', icon: Timer, roles: ['operator'] },
      { name: 'staff', icon: UserFilled, roles: chief },
      { name: 'deliveries', icon: Message, roles: chief },
      { name: 'schedules', icon: Bell, roles: chief },
      { name: 'message-channels', icon: Promotion, roles: chief },
      { name: 'message-templates', icon: EditPen, roles: chief },
      { name: 'matter-kinds', icon: Memo, roles: chief },
      { name: 'audit', icon: View, roles: chief },
      { name: 'exposures', icon: View, roles: chief },
      { name: 'my-data', icon: Lock, roles: hands },
      { name: 'settings', icon: Setting, roles: chief },
    ],
  },
]

const me: Destination = { name: 'profile', icon: House, roles: [] }

/** The chapters that somebody of a role and some circles sees; a chapter without a destination is left out. */
export function chaptersFor(role: Role | undefined, circles: readonly Circle[] = []): Chapter[] {
  const within = ({ circle }: Destination) => !circle || circles.includes(circle)
  return chapters
    .map(({ title, destinations }) => ({ title, destinations: destinations.filter((one) => allows(one, role) && within(one)) }))
    .filter((chapter) => chapter.destinations.length > 0)
}

/** What each role has in the bottom bar of a phone, the most wanted first; others have the menu only. */
const tabs: Partial<Record<Role, readonly string[]>> = {
  'grid-worker': ['today', 'people', 'ledgers', 'matters'],
  resident: ['home', 'menu', 'activities', 'my-points', 'points', 'my-matters', 'my-data'],
  volunteer: ['home', 'tasks', 'my-tasks', 'menu', 'activities', 'my-points', 'points', 'my-matters', 'my-data'],
  property: ['matters', 'findings', 'meetings'],
  partner: ['whistles', 'joint-activities', 'offers', 'matters'],
  provider: ['matters', 'meetings'],
}
/** So many fit beside one's own page. */
const mostTabs = 4

/** The destinations of the bottom bar on a phone: what there is of what the role wants. */
export function tabsFor(role: Role | undefined): Destination[] {
  const known = chaptersFor(role).flatMap((chapter) => chapter.destinations)
  const wanted = (role && tabs[role]) || []
  const found = wanted.flatMap((name) => known.find((destination) => destination.name === name) ?? []).slice(0, mostTabs)
  return found.length > 0 ? [...found, { ...me, icon: User }] : []
}

/** Where a role lands after log-in. */
export function homeOf(role: Role | undefined): string {
  if (role === 'grid-worker') return 'today'
  if (role && citizens.includes(role)) return 'home'
  return chaptersFor(role)[0]?.destinations[0]?.name ?? 'profile'
}

/** The destination a page belongs to: a visit opened from today's list belongs there. */
export function destinationOf(route: { name?: unknown; meta: { within?: unknown }; query: Record<string, unknown> }): string {
  if (route.meta.within === 'visits' && route.query.from === 'today') return 'today'
  return String(route.meta.within ?? route.name ?? '')
}

/** Whether a role may open a destination; pages outside the navigation are open to all who are logged in. */
export function mayOpen(name: string, role: Role | undefined): boolean {
  const known = chapters.flatMap((chapter) => chapter.destinations).filter((one) => one.name === name)
  return known.length === 0 || known.some((one) => allows(one, role))
}

function allows(destination: Destination, role: Role | undefined): boolean {
  return role !== undefined && destination.roles.includes(role)
}
