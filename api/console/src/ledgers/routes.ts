import type { RouteRecordRaw } from 'vue-router'

const within = 'ledgers'

export const ledgerRoutes: RouteRecordRaw[] = [
  { path: 'ledgers', name: 'ledgers', component: () => import('./LedgersPage.vue') },
  { path: 'ledgers/:id', name: 'ledger', component: () => import('./LedgerPage.vue'), props: true, meta: { within } },
  { path: 'ledgers/:id/rows/:rowId', name: 'ledger-row', component: () => import('./RowPage.vue'), props: true, meta: { within } },
]
