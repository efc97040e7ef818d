import type { RouteRecordRaw } from 'vue-router'

export const formRoutes: RouteRecordRaw[] = [
  { path: 'forms', name: 'forms', component: () => import('./FormsPage.vue') },
  { path: 'forms/:id', name: 'form', component: () => import('./FormPage.vue'), props: true, meta: { within: 'forms' } },
  { path: 'street/forms', name: 'street-forms', component: () => import('./WantedPage.vue') },
  { path: 'street/forms/:id', name: 'street-form', component: () => import('./OverviewPage.vue'), props: true, meta: { within: 'street-forms' } },
]
