import type { RouteRecordRaw } from 'vue-router'

export const partyRoutes: RouteRecordRaw[] = [
  { path: 'party', name: 'party', component: () => import('./BoardPage.vue') },
  { path: 'party/mine', name: 'party-mine', component: () => import('./OwnPage.vue') },
  { path: 'party/sessions', name: 'party-sessions', component: () => import('./SessionsPage.vue') },
  { path: 'party/sessions/:id', name: 'party-session', component: () => import('./SessionPage.vue'), props: true, meta: { within: 'party-sessions' } },
  { path: 'party/members/:id', name: 'party-member', component: () => import('./MemberPage.vue'), props: true, meta: { within: 'party' } },
  { path: 'articles', name: 'articles', component: () => import('./ArticlesPage.vue') },
  { path: 'articles/:id', name: 'article', component: () => import('./ArticlePage.vue'), props: true, meta: { within: 'articles' } },
]

/** What everybody may read. */
export const publicColumnRoutes: RouteRecordRaw[] = [
  { path: '/p/articles/of/:code', name: 'column', component: () => import('./ColumnPage.vue'), props: true, meta: { open: true, title: 'party.column' } },
  { path: '/p/articles/:id', name: 'read-article', component: () => import('./ReadPage.vue'), props: true, meta: { open: true, title: 'party.column' } },
]
