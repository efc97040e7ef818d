import type { RouteRecordRaw } from 'vue-router'

export const partnerRoutes: RouteRecordRaw[] = [
  { path: 'whistles', name: 'whistles', component: () => import('./WhistlesPage.vue') },
  { path: 'whistles/:id', name: 'whistle', component: () => import('./WhistlePage.vue'), props: true, meta: { within: 'whistles' } },
  { path: 'offers', name: 'offers', component: () => import('./OffersPage.vue') },
  { path: 'joint-activities', name: 'joint-activities', component: () => import('./JointPage.vue') },
  { path: 'joint-activities/:id', name: 'joint-activity', component: () => import('./JointActivityPage.vue'), props: true, meta: { within: 'joint-activities' } },
  { path: 'partners', name: 'partners', component: () => import('./PartnersPage.vue') },
  { path: 'experts', name: 'experts', component: () => import('./ExpertsPage.vue') },
  { path: 'advice', name: 'advice', component: () => import('./AdvicePage.vue') },
  { path: 'street/partners', name: 'street-partners', component: () => import('./RatesPage.vue') },
]
