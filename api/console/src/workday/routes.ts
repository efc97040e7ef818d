import type { RouteRecordRaw } from 'vue-router'

export const workdayRoutes: RouteRecordRaw[] = [
  { path: 'desk', name: 'desk', component: () => import('./DeskPage.vue') },
  { path: 'today', name: 'today', component: () => import('./WalkPage.vue') },
  // Where letters say that today's visits are.
  { path: 'visits/today', redirect: { name: 'today' } },
]
