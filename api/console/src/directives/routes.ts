import type { RouteRecordRaw } from 'vue-router'

export const directiveRoutes: RouteRecordRaw[] = [
  { path: 'directives', name: 'directives', component: () => import('./DirectivesPage.vue') },
  { path: 'directives/:id', name: 'directive', component: () => import('./DirectivePage.vue'), props: true, meta: { within: 'directives' } },
  { path: 'street/directives', name: 'street-directives', component: () => import('./SentPage.vue') },
  {
    path: 'street/directives/:id',
    name: 'street-directive',
    component: () => import('./AnswersPage.vue'),
    props: true,
    meta: { within: 'street-directives' },
  },
]
