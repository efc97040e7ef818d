import type { RouteRecordRaw } from 'vue-router'

export const campaignRoutes: RouteRecordRaw[] = [
  { path: 'campaigns', name: 'campaigns', component: () => import('./CampaignsPage.vue') },
  { path: 'campaigns/:id', name: 'campaign', component: () => import('./CampaignPage.vue'), props: true, meta: { within: 'campaigns' } },
  { path: 'campaigns/:id/patch', name: 'patch', component: () => import('./PatchPage.vue'), props: true, meta: { within: 'campaigns' } },
  { path: 'street/campaigns', name: 'street-campaigns', component: () => import('./CallsPage.vue') },
  { path: 'street/campaigns/:id', name: 'street-campaign', component: () => import('./CallPage.vue'), props: true, meta: { within: 'street-campaigns' } },
]
