import type { RouteRecordRaw } from 'vue-router'

/** What is kept of residents, for everybody to read. */
export const privacyRoute: RouteRecordRaw = {
  path: '/p/privacy',
  name: 'privacy',
  component: () => import('./PrivacyPage.vue'),
  meta: { open: true, title: 'privacy.page_title' },
}

export const privacyRoutes: RouteRecordRaw[] = [
  { path: 'my-data', name: 'my-data', component: () => import('./MyDataPage.vue') },
  { path: 'privacy-requests', name: 'privacy-requests', component: () => import('./RequestsPage.vue') },
  { path: 'exposures', name: 'exposures', component: () => import('./ExposuresPage.vue') },
]
