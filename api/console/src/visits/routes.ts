import type { RouteRecordRaw } from 'vue-router'

export const visitRoutes: RouteRecordRaw[] = [
  { path: 'today', name: 'today', component: () => import('./TodayPage.vue') },
  { path: 'visits', name: 'visits', component: () => import('./VisitsPage.vue') },
  // Where letters say that today's visits are.
  { path: 'visits/today', redirect: { name: 'today' } },
  // Mails of earlier days link there.
  { path: 'visits/today', redirect: { name: 'today' } },
  { path: 'visits/:id', name: 'visit', component: () => import('./VisitPage.vue'), props: true, meta: { within: 'visits' } },
  { path: 'plans', name: 'plans', component: () => import('./PlansPage.vue') },
]
