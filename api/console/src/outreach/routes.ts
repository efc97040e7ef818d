import type { RouteRecordRaw } from 'vue-router'

export const outreachRoutes: RouteRecordRaw[] = [
  { path: 'interviews', name: 'interviews', component: () => import('./InterviewsPage.vue') },
  { path: 'interviews/ask/:questionnaireId', name: 'ask', component: () => import('./AskPage.vue'), props: true, meta: { within: 'interviews' } },
  { path: 'interviews/:id', name: 'interview', component: () => import('./InterviewPage.vue'), props: true, meta: { within: 'interviews' } },
  { path: 'interviews/:id/correct', name: 'correct', component: () => import('./AskPage.vue'), props: true, meta: { within: 'interviews' } },
  { path: 'outreach', name: 'outreach', component: () => import('./CoveragePage.vue') },
  { path: 'questionnaires', name: 'questionnaires', component: () => import('./QuestionnairesPage.vue') },
  { path: 'questionnaires/new', name: 'new-questionnaire', component: () => import('./QuestionsPage.vue'), meta: { within: 'questionnaires' } },
  { path: 'questionnaires/:id', name: 'questionnaire', component: () => import('./ResultsPage.vue'), props: true, meta: { within: 'questionnaires' } },
  { path: 'questionnaires/:id/questions', name: 'questions', component: () => import('./QuestionsPage.vue'), props: true, meta: { within: 'questionnaires' } },
  { path: 'topics', name: 'topics', component: () => import('./TopicsPage.vue') },
]
