import type { RouteRecordRaw } from 'vue-router'

export const visitRoutes: RouteRecordRaw[] = [
  { path: 'visits', name: 'visits', component: () => import('./VisitsPage.vue') },
  { path: 'visits/:id', name: 'visit', component: () => import('./VisitPage.vue'), props: true, meta: { within: 'visits' } },
  { path: 'plans', name: 'plans', component: () => import('./PlansPage.vue') },
]
