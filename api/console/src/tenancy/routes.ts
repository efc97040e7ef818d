import type { RouteRecordRaw } from 'vue-router'

/** A page for people who are not logged in, and what its tab is called. */
const open = (title: string) => ({ open: true, title })

export const publicRoutes: RouteRecordRaw[] = [
  { path: '/log-in', name: 'log-in', component: () => import('./LogInPage.vue'), meta: open('tenancy.log_in') },
  {
    path: '/password-reset/:token?',
    name: 'password-reset',
    component: () => import('./PasswordResetPage.vue'),
    meta: open('tenancy.reset_password'),
  },
  {
    path: '/invitations/:token?',
    name: 'invitation',
    component: () => import('./InvitationPage.vue'),
    meta: open('tenancy.invitation'),
  },
  { path: '/sign-up', name: 'sign-up', component: () => import('./SignUpPage.vue'), meta: open('tenancy.sign_up') },
  {
    path: '/sign-up/proof/:token?',
    alias: '/signups/proof/:token?',
    name: 'sign-up-proof',
    component: () => import('./SignUpProofPage.vue'),
    meta: open('tenancy.prove_email'),
  },
]

/** Pages of the platform, the street and a community about themselves. */
export const tenancyRoutes: RouteRecordRaw[] = [
  { path: 'streets', name: 'streets', component: () => import('./StreetsPage.vue') },
  { path: 'communities', name: 'communities', component: () => import('./CommunitiesPage.vue') },
  { path: 'street-admins', name: 'street-admins', component: () => import('./StreetAdminsPage.vue') },
  { path: 'signups', name: 'signups', component: () => import('./SignupsPage.vue') },
  { path: 'staff', name: 'staff', component: () => import('./StaffPage.vue') },
  { path: 'audit', name: 'audit', component: () => import('./AuditPage.vue') },
  { path: 'settings', name: 'settings', component: () => import('./SettingsPage.vue') },
  { path: 'profile', name: 'profile', component: () => import('./ProfilePage.vue') },
]
