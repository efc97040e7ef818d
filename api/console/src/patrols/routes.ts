import type { RouteRecordRaw } from 'vue-router'

export const patrolRoutes: RouteRecordRaw[] = [
  { path: 'patrols', name: 'patrols', component: () => import('./PatrolsPage.vue') },
  { path: 'patrols/places', name: 'patrol-places', component: () => import('./PlacesPage.vue'), meta: { within: 'patrols' } },
  { path: 'patrols/codes', name: 'patrol-codes', component: () => import('./CodesPage.vue'), meta: { within: 'patrols' } },
  { path: 'patrols/look/:code', name: 'patrol-look', component: () => import('./LookPage.vue'), props: true, meta: { within: 'patrols' } },
  { path: 'patrols/campaigns', name: 'patrol-campaigns', component: () => import('./CampaignsPage.vue') },
  { path: 'patrols/campaigns/:id', name: 'patrol-campaign', component: () => import('./CampaignPage.vue'), props: true, meta: { within: 'patrol-campaigns' } },
  { path: 'patrols/publicity', name: 'publicity', component: () => import('./PublicityPage.vue') },
  { path: 'patrols/publicity/:id', name: 'publicity-event', component: () => import('./PublicityEventPage.vue'), props: true, meta: { within: 'publicity' } },
  { path: 'findings', name: 'findings', component: () => import('./FindingsPage.vue') },
  { path: 'findings/:id', name: 'finding', component: () => import('./FindingPage.vue'), props: true, meta: { within: 'findings' } },
]
