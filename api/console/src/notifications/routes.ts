import type { RouteRecordRaw } from 'vue-router'

export const notificationRoutes: RouteRecordRaw[] = [
  { path: 'deliveries', name: 'deliveries', component: () => import('./DeliveriesPage.vue') },
  { path: 'schedules', name: 'schedules', component: () => import('./SchedulesPage.vue') },
]
