import type { RouteRecordRaw } from 'vue-router'

const design = () => import('./DesignPage.vue')

export const formRoutes: RouteRecordRaw[] = [
  { path: 'forms', name: 'forms', component: () => import('./FormsPage.vue') },
  { path: 'forms/:id', name: 'form', component: () => import('./FormPage.vue'), props: true, meta: { within: 'forms' } },
  { path: 'own-forms/new', name: 'own-form-new', component: design, props: { owner: 'own' }, meta: { within: 'forms' } },
  { path: 'own-forms/:id', name: 'own-form', component: () => import('./OwnFormPage.vue'), props: true, meta: { within: 'forms' } },
  { path: 'own-forms/:id/design', name: 'own-form-design', component: design, props: ({ params }) => ({ owner: 'own', id: params.id }), meta: { within: 'forms' } },
  { path: 'street/forms', name: 'street-forms', component: () => import('./WantedPage.vue') },
  { path: 'street/forms/new', name: 'street-form-new', component: design, props: { owner: 'street' }, meta: { within: 'street-forms' } },
  { path: 'street/forms/:id', name: 'street-form', component: () => import('./OverviewPage.vue'), props: true, meta: { within: 'street-forms' } },
  { path: 'street/forms/:id/design', name: 'street-form-design', component: design, props: ({ params }) => ({ owner: 'street', id: params.id }), meta: { within: 'street-forms' } },
]
