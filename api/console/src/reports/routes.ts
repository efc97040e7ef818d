import type { RouteRecordRaw } from 'vue-router'

export const reportRoutes: RouteRecordRaw[] = [
  { path: 'community', name: 'community', component: () => import('./CommunityPage.vue') },
  { path: 'street', name: 'street', component: () => import('./StreetPage.vue') },
  { path: 'street/targets', name: 'street-targets', component: () => import('./TargetsPage.vue') },
  {
    path: 'street/communities/:code',
    name: 'street-community',
    component: () => import('./StreetCommunityPage.vue'),
    meta: { within: 'street' },
  },
]

/** Without the frame of the console: it fills the wall of an office. */
export const wallRoute: RouteRecordRaw = {
  path: '/street/wall',
  name: 'street-wall',
  component: () => import('./WallPage.vue'),
  meta: { within: 'street' },
}
