import type { RouteRecordRaw } from 'vue-router'

export const enrolmentRoutes: RouteRecordRaw[] = [{ path: 'enrolments', name: 'enrolments', component: () => import('./EnrolmentsPage.vue') }]

/** The door at which residents ask to join. */
export const joinRoute: RouteRecordRaw = {
  path: '/join/:code',
  name: 'join',
  component: () => import('./JoinPage.vue'),
  props: true,
  meta: { open: true, title: 'enrolment.join_title' },
}
