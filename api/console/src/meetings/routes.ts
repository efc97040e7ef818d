import type { RouteRecordRaw } from 'vue-router'

export const meetingRoutes: RouteRecordRaw[] = [
  { path: 'meetings', name: 'meetings', component: () => import('./MeetingsPage.vue') },
  { path: 'meetings/:id', name: 'meeting', component: () => import('./MeetingPage.vue'), props: true, meta: { within: 'meetings' } },
]
