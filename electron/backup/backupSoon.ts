import type { Actor } from '../../db/file/handles';
import type { BackupService } from './backupService';

/**
 * A backup that nobody waits for. A new key or a new recovery code is shown once and at once, so the backup it opens is
 * made behind it; until there is one, only the former code opens what there is. What fails is written down by the service
 * and undoes nothing. Never more than one under way and one to come: that one holds everything until it begins.
 */
export interface BackupSoon {
  order(actor: Actor): void;
  /** Waits for what was ordered. Never rejects. */
  settled(): Promise<void>;
}

export interface BackupSoonDeps {
  readonly make: BackupService['make'];
  readonly reportBug: (where: string, error: unknown) => string;
}

export function createBackupSoon({ make, reportBug }: BackupSoonDeps): BackupSoon {
  let last: Promise<unknown> = Promise.resolve();
  let isOneToCome = false;
  return {
    order(actor) {
      if (isOneToCome) return;
      isOneToCome = true;
      last = last
        .then(() => {
          isOneToCome = false;
          return make(actor, 'command');
        })
        .catch((error: unknown) => reportBug('backup.soon', error));
    },
    async settled() {
      await last;
    },
  };
}
