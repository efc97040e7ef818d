import type { RouteRecordRaw } from 'vue-router'

export const peopleRoutes: RouteRecordRaw[] = [
  { path: 'people', name: 'people', component: () => import('./PeoplePage.vue') },
  { path: 'people/:id', name: 'person', component: () => import('./PersonPage.vue'), props: true, meta: { within: 'people' } },
  { path: 'imports', name: 'imports', component: () => import('./ImportsPage.vue') },
  { path: 'imports/:id', name: 'import', component: () => import('./ImportPage.vue'), props: true, meta: { within: 'imports' } },
  { path: 'places', name: 'places', component: () => import('./PlacesPage.vue') },
]
