import type { RouteRecordRaw } from 'vue-router'

const open = { open: true }

/** Pages for people who are not logged in. */
export const publicRoutes: RouteRecordRaw[] = [
  { path: '/log-in', name: 'log-in', component: () => import('./LogInPage.vue'), meta: open },
  { path: '/password-reset/:token?', name: 'password-reset', component: () => import('./PasswordResetPage.vue'), meta: open },
  { path: '/invitations/:token?', name: 'invitation', component: () => import('./InvitationPage.vue'), meta: open },
  { path: '/sign-up', name: 'sign-up', component: () => import('./SignUpPage.vue'), meta: open },
  { path: '/sign-up/proof/:token?',
    alias: ['/signups/proof/:token?', '/signups/:token'], name: 'sign-up-proof', component: () => import('./SignUpProofPage.vue'), meta: open },
]

/** Pages of the platform, the street and a community about themselves. */
export const tenancyRoutes: RouteRecordRaw[] = [
  { path: 'streets', name: 'streets', component: () => import('./StreetsPage.vue') },
  { path: 'signups', name: 'signups', component: () => import('./SignupsPage.vue') },
  { path: 'staff', name: 'staff', component: () => import('./StaffPage.vue') },
  { path: 'audit', name: 'audit', component: () => import('./AuditPage.vue') },
  { path: 'settings', name: 'settings', component: () => import('./SettingsPage.vue') },
  { path: 'profile', name: 'profile', component: () => import('./ProfilePage.vue') },
]
