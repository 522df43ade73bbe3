import { createRouter, createWebHashHistory, type Router, type RouteRecordRaw } from 'vue-router';
import AdministrationView from './views/AdministrationView.vue';
import AuditView from './views/AuditView.vue';
import DocumentView from './views/DocumentView.vue';
import ExchangeView from './views/ExchangeView.vue';
import ImportView from './views/ImportView.vue';
import RecordListView from './views/RecordListView.vue';
import RecordView from './views/RecordView.vue';
import ReviewView from './views/ReviewView.vue';
import TodayView from './views/TodayView.vue';

const routes: readonly RouteRecordRaw[] = [
  { path: '/', name: 'today', component: TodayView },
  {
    path: '/registry/:registry',
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
  },
  { path: '/exchange', name: 'exchange', component: ExchangeView },
  { path: '/review', name: 'review', component: ReviewView },
  { path: '/administration', name: 'administration', component: AdministrationView },
  { path: '/administration/audit', name: 'audit', component: AuditView },
  { path: '/:unknown(.*)*', redirect: '/' },
];

/** Places live behind `#`: every host serves one page and knows no place of it. */
export const createWindowRouter = (): Router =>
  createRouter({ history: createWebHashHistory(), routes: [...routes] });
