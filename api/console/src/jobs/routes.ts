import type { RouteRecordRaw } from 'vue-router'

export const jobRoutes: RouteRecordRaw[] = [{ path: 'queues', name: 'queues', component: () => import('./QueuesPage.vue') }]
