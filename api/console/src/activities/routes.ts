import type { RouteRecordRaw } from 'vue-router'

export const activityRoutes: RouteRecordRaw[] = [
  { path: 'menu', name: 'menu', component: () => import('./MenuPage.vue') },
  { path: 'menu/print', name: 'menu-print', component: () => import('./PrintPage.vue'), meta: { within: 'menu' } },
  { path: 'menu/:id', name: 'activity', component: () => import('./ActivityPage.vue'), props: true, meta: { within: 'menu' } },
  { path: 'programmes', name: 'programmes', component: () => import('./ProgrammesPage.vue') },
  { path: 'programmes/:id', name: 'programme', component: () => import('./ProgrammePage.vue'), props: true, meta: { within: 'programmes' } },
  { path: 'wishes', name: 'wishes', component: () => import('./WishesPage.vue') },
  { path: 'rooms', name: 'rooms', component: () => import('./RoomsPage.vue') },
  { path: 'providers', name: 'providers', component: () => import('./ProvidersPage.vue') },
  { path: 'providers/:id', name: 'provider', component: () => import('./ProviderPage.vue'), props: true, meta: { within: 'providers' } },
]

/** The menu without an account. */
export const publicMenuRoute: RouteRecordRaw = {
  path: '/p/communities/:code/menu',
  name: 'public-menu',
  component: () => import('./PublicMenuPage.vue'),
  props: true,
  meta: { open: true, title: 'activities.public_title' },
}
