import type { RouteRecordRaw } from 'vue-router'

const within = 'projects'

export const projectRoutes: RouteRecordRaw[] = [
  { path: 'projects', name: 'projects', component: () => import('./ProjectsPage.vue') },
  { path: 'projects/:id', name: 'project', component: () => import('./ProjectPage.vue'), props: true, meta: { within } },
]

/** What everybody may see. */
export const publicProjectRoute: RouteRecordRaw = {
  path: '/p/projects/:id',
  name: 'public-project',
  component: () => import('./PublicProjectPage.vue'),
  props: true,
  meta: { open: true, title: 'projects.public_title' },
}
