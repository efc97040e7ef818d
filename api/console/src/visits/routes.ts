import type { RouteRecordRaw } from 'vue-router'

export const visitRoutes: RouteRecordRaw[] = [
  { path: 'today', name: 'today', component: () => import('./TodayPage.vue') },
  { path: 'visits', name: 'visits', component: () => import('./VisitsPage.vue') },
  { path: 'visits/:id', name: 'visit', component: () => import('./VisitPage.vue'), props: true, meta: { within: 'visits' } },
  { path: 'plans', name: 'plans', component: () => import('./PlansPage.vue') },
]
