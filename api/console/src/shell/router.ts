import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { requestContext } from '@/api/client'
import { activityRoutes, publicMenuRoute } from '@/activities/routes'
import { attendanceRoutes } from '@/attendance/routes'
import { campaignRoutes } from '@/campaigns/routes'
import { directiveRoutes } from '@/directives/routes'
import { dutyRoutes } from '@/duty/routes'
import { enrolmentRoutes, joinRoute } from '@/enrolment/routes'
import { formRoutes } from '@/forms/routes'
import { homeRoutes } from '@/home/routes'
import { jobRoutes } from '@/jobs/routes'
import { ledgerRoutes } from '@/ledgers/routes'
import { matterRoutes, publicMatterRoutes } from '@/matters/routes'
import { meetingRoutes } from '@/meetings/routes'
import { notificationRoutes } from '@/notifications/routes'
import { outreachRoutes } from '@/outreach/routes'
import { partnerRoutes } from '@/partners/routes'
import { partyRoutes, publicColumnRoutes } from '@/party/routes'
import { patrolRoutes } from '@/patrols/routes'
import { peopleRoutes } from '@/people/routes'
import { pointRoutes, publicPointRoute } from '@/points/routes'
import { privacyRoute, privacyRoutes } from '@/privacy/routes'
import { projectRoutes, publicProjectRoute } from '@/projects/routes'
import { reportRoutes, wallRoute } from '@/reports/routes'
import { publicRoutes, tenancyRoutes } from '@/tenancy/routes'
import { visitRoutes } from '@/visits/routes'
import { workdayRoutes } from '@/workday/routes'
import { publicVolunteerRoute, volunteerRoutes } from '@/volunteers/routes'
import { useSession } from '@/tenancy/session'
import { homeOf, mayOpen } from './navigation'

const inside: RouteRecordRaw = {
  path: '/',
  component: () => import('./Frame.vue'),
  children: [
    ...homeRoutes,
    ...reportRoutes,
    // Before visits: one of its paths would be taken for a visit.
    ...workdayRoutes,
    ...visitRoutes,
    ...peopleRoutes,
    ...enrolmentRoutes,
    ...privacyRoutes,
    ...ledgerRoutes,
    ...directiveRoutes,
    ...formRoutes,
    ...dutyRoutes,
    ...matterRoutes,
    ...meetingRoutes,
    ...outreachRoutes,
    ...partnerRoutes,
    ...patrolRoutes,
    ...campaignRoutes,
    ...projectRoutes,
    ...activityRoutes,
    ...attendanceRoutes,
    ...volunteerRoutes,
    ...pointRoutes,
    ...partyRoutes,
    ...notificationRoutes,
    ...jobRoutes,
    ...tenancyRoutes,
  ],
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    ...publicRoutes,
    wallRoute,
    publicProjectRoute,
    publicMenuRoute,
    publicPointRoute,
    publicVolunteerRoute,
    ...publicMatterRoutes,
    ...publicColumnRoutes,
    joinRoute,
    privacyRoute,
    inside,
    { path: '/:rest(.*)*', name: 'lost', component: () => import('./LostPage.vue'), meta: { open: true } },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

router.beforeEach(async (to) => {
  if (to.meta.open) return true
  const session = useSession()
  if (!session.me) await session.restore().catch(() => undefined)
  if (!session.me) return { name: 'log-in', query: to.path === '/' ? {} : { then: to.fullPath } }
  const name = String(to.name ?? '')
  const home = { name: homeOf(session.seat?.role) }
  if (to.path === '/') return home
  return mayOpen(String(to.meta.within ?? name), session.seat?.role) ? true : home
})

requestContext.onSignedOut = () => {
  const session = useSession()
  if (!session.me) return
  session.end()
  void router.push({ name: 'log-in', query: { then: router.currentRoute.value.fullPath } })
}
