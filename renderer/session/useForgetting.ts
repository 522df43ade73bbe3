import { useAccountStore } from '../stores/accountStore';
import { useAuditStore } from '../stores/auditStore';
import { useBackupStore } from '../stores/backupStore';
import { useDraftStore } from '../stores/draftStore';
import { useEmergencyStore } from '../stores/emergencyStore';
import { useExchangeStore } from '../stores/exchangeStore';
import { useHistoryStore } from '../stores/historyStore';
import { useImportStore } from '../stores/importStore';
import { useKeyWatchStore } from '../stores/keyWatchStore';
import { useListStore } from '../stores/listStore';
import { useNoticeStore } from '../stores/noticeStore';
import { useShownOnceStore } from '../stores/shownOnceStore';
import { useRecordStore } from '../stores/recordStore';
import { useReviewStore } from '../stores/reviewStore';
import { useTitleStore } from '../stores/titleStore';
import { useTermStore } from '../stores/termStore';
import { useTodayStore } from '../stores/todayStore';

/**
 * When the operator leaves, nothing the office knows stays in the memory of the window: a store that holds records,
 * lists or names must stand here. Classifiers are public and stay.
 */
export function useForgetting(): () => void {
  const stores = [
    ...[
      useAccountStore(),
      useAuditStore(),
      useBackupStore(),
      useDraftStore(),
      useEmergencyStore(),
      useExchangeStore(),
      useHistoryStore(),
      useKeyWatchStore(),
    ],
    ...[
      useImportStore(),
      useListStore(),
      useNoticeStore(),
      useShownOnceStore(),
      useRecordStore(),
      useReviewStore(),
      useTitleStore(),
      useTermStore(),
      useTodayStore(),
    ],
  ];
  return () => {
    for (const store of stores) store.forget();
  };
}
