import type { RouteRecordRaw } from 'vue-router'

const within = 'matters'

export const matterRoutes: RouteRecordRaw[] = [
  { path: 'matters', name: 'matters', component: () => import('./MattersPage.vue') },
  { path: 'my-matters', name: 'my-matters', component: () => import('./MyMattersPage.vue') },
  { path: 'matters/:id', name: 'matter', component: () => import('./MatterPage.vue'), props: true, meta: { within } },
  { path: 'matter-kinds', name: 'matter-kinds', component: () => import('./KindsPage.vue') },
]

/** What residents do without an account. */
export const publicMatterRoutes: RouteRecordRaw[] = [
  {
    path: '/p/communities/:code/matters',
    name: 'tell-matter',
    component: () => import('./TellPage.vue'),
    props: true,
    meta: { open: true, title: 'matters.tell_title' },
  },
  { path: '/p/matters', name: 'ask-after-matter', component: () => import('./AskAfterPage.vue'), meta: { open: true, title: 'matters.ask_title' } },
]
