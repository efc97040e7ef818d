import type { RouteRecordRaw } from 'vue-router'

export const patrolRoutes: RouteRecordRaw[] = [
  { path: 'patrols', name: 'patrols', component: () => import('./PatrolsPage.vue') },
  { path: 'patrols/places', name: 'patrol-places', component: () => import('./PlacesPage.vue'), meta: { within: 'patrols' } },
  { path: 'patrols/codes', name: 'patrol-codes', component: () => import('./CodesPage.vue'), meta: { within: 'patrols' } },
  { path: 'patrols/look/:code', name: 'patrol-look', component: () => import('./LookPage.vue'), props: true, meta: { within: 'patrols' } },
  { path: 'findings', name: 'findings', component: () => import('./FindingsPage.vue') },
  { path: 'findings/:id', name: 'finding', component: () => import('./FindingPage.vue'), props: true, meta: { within: 'findings' } },
]
