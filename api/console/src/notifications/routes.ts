import type { RouteRecordRaw } from 'vue-router'

export const notificationRoutes: RouteRecordRaw[] = [
  { path: 'inbox', name: 'inbox', component: () => import('./InboxPage.vue') },
  { path: 'inbox/wishes', name: 'message-wishes', component: () => import('./WishesPage.vue') },
  { path: 'deliveries', name: 'deliveries', component: () => import('./DeliveriesPage.vue') },
  { path: 'message-channels', name: 'message-channels', component: () => import('./ChannelsPage.vue') },
  { path: 'message-templates', name: 'message-templates', component: () => import('./TemplatesPage.vue') },
  {
    path: 'message-templates/:template/:locale',
    name: 'message-template',
    component: () => import('./TemplatePage.vue'),
    props: true,
    meta: { within: 'message-templates' },
  },
  { path: 'schedules', name: 'schedules', component: () => import('./SchedulesPage.vue') },
]
