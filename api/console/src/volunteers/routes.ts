import type { RouteRecordRaw } from 'vue-router'

export const volunteerRoutes: RouteRecordRaw[] = [
  { path: 'volunteers', name: 'volunteers', component: () => import('./VolunteersPage.vue') },
  { path: 'volunteers/:id', name: 'volunteer', component: () => import('./VolunteerPage.vue'), props: true, meta: { within: 'volunteers' } },
  { path: 'volunteer-tasks', name: 'volunteer-tasks', component: () => import('./TasksPage.vue') },
  { path: 'volunteer-tasks/:id', name: 'volunteer-task', component: () => import('./TaskPage.vue'), props: true, meta: { within: 'volunteer-tasks' } },
  { path: 'volunteer-claims', name: 'volunteer-claims', component: () => import('./ClaimsPage.vue') },
  { path: 'volunteer-stars', name: 'volunteer-stars', component: () => import('./StarsPage.vue') },
  {
    path: 'volunteer-stars/:grading/:star',
    name: 'volunteer-certificate',
    component: () => import('./CertificatePage.vue'),
    props: true,
    meta: { within: 'volunteer-stars' },
  },
  { path: 'volunteering', name: 'volunteering', component: () => import('./VolunteeringPage.vue') },
  { path: 'volunteering/record', name: 'volunteer-record', component: () => import('./MyRecordPage.vue'), meta: { within: 'volunteering' } },
]

/** Where anybody sees whether a service record is true. */
export const publicVolunteerRoute: RouteRecordRaw = {
  path: '/verify/:code?',
  name: 'verify-record',
  component: () => import('./VerifyPage.vue'),
  props: true,
  meta: { open: true, title: 'volunteers.verify_title' },
}
