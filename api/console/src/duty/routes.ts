import type { RouteRecordRaw } from 'vue-router'

export const dutyRoutes: RouteRecordRaw[] = [{ path: 'duty', name: 'duty', component: () => import('./DutyPage.vue') }]
