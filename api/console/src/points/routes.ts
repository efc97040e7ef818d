import type { RouteRecordRaw } from 'vue-router'

export const pointRoutes: RouteRecordRaw[] = [
  { path: 'points', name: 'points', component: () => import('./PointsPage.vue') },
  { path: 'points/accounts/:id', name: 'point-account', component: () => import('./AccountPage.vue'), props: true, meta: { within: 'points' } },
  { path: 'points/mine', name: 'my-points', component: () => import('./MyPointsPage.vue') },
  { path: 'rewards', name: 'rewards', component: () => import('./RewardsPage.vue') },
  { path: 'point-boards', name: 'point-boards', component: () => import('./BoardsPage.vue') },
  { path: 'point-boards/:id', name: 'point-board', component: () => import('./BoardPage.vue'), props: true, meta: { within: 'point-boards' } },
]

/** The month in public, without an account. */
export const publicPointRoute: RouteRecordRaw = {
  path: '/p/communities/:code/points',
  name: 'public-points',
  component: () => import('./PublicBoardPage.vue'),
  props: true,
  meta: { open: true, title: 'points.public_title' },
}
