import type { RouteRecordRaw } from 'vue-router'

export const reportRoutes: RouteRecordRaw[] = [
  { path: 'community', name: 'community', component: () => import('./CommunityPage.vue') },
  { path: 'street', name: 'street', component: () => import('./StreetPage.vue') },
]
