import { createRouter, createWebHashHistory, type Router, type RouteRecordRaw } from 'vue-router';
import AdministrationView from './views/AdministrationView.vue';
import AuditView from './views/AuditView.vue';
import DocumentView from './views/DocumentView.vue';
import ExchangeView from './views/ExchangeView.vue';
import ImportView from './views/ImportView.vue';
import RecordListView from './views/RecordListView.vue';
import RecordView from './views/RecordView.vue';
import TodayView from './views/TodayView.vue';
import { clauseNames, type ClauseName } from './sections';

declare module 'vue-router' {
  interface RouteMeta {
    /** The clause that the screen serves: shown in the bottom line, its text by F1. */
    readonly clause: ClauseName;
  }
}

const routes: readonly RouteRecordRaw[] = [
  { path: '/', name: 'today', component: TodayView, meta: { clause: clauseNames.today } },
  {
    path: '/registry/:registry',
    meta: { clause: clauseNames.registry },
    children: [
      { path: '', name: 'list', component: RecordListView, props: true },
      { path: 'new', name: 'new', component: RecordView, props: true },
      { path: 'import', name: 'import', component: ImportView, props: true },
      { path: ':recordId', name: 'record', component: RecordView, props: true },
    ],
  },
  {
    path: '/document/:fileId',
    name: 'document',
    component: DocumentView,
    props: true,
    meta: { clause: clauseNames.registry },
  },
  { path: '/exchange', name: 'exchange', component: ExchangeView, meta: { clause: clauseNames.exchange } },
  {
    path: '/administration',
    name: 'administration',
    component: AdministrationView,
    meta: { clause: clauseNames.administration },
  },
  {
    path: '/administration/audit',
    name: 'audit',
    component: AuditView,
    meta: { clause: clauseNames.audit },
  },
  { path: '/:unknown(.*)*', redirect: '/' },
];

/** Places live behind `#`: every host serves one page and knows no place of it. */
export const createWindowRouter = (): Router =>
  createRouter({ history: createWebHashHistory(), routes: [...routes] });
