import type { RouteRecordRaw } from 'vue-router'

export const attendanceRoutes: RouteRecordRaw[] = [
  { path: 'phone-notices', name: 'phone-notices', component: () => import('./CallsPage.vue') },
  { path: 'occasions/:id', name: 'occasion', component: () => import('./OccasionPage.vue'), props: true },
  { path: 'occasions/:id/check-in', name: 'check-in', component: () => import('./OccasionPage.vue'), props: true },
]
