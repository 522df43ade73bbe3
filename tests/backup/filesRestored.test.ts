import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseFile } from '../../db/file/openDatabase';
import { connect } from '../../db/file/sqliteConnection';
import { shipped } from '../../electron/app/shipped';
import { backUpOffice, verifyBackup } from '../../electron/backup/backUpOffice';
import { restoreOffice } from '../../electron/backup/restoreOffice';
import { holder, makeBackupOffice, openDesk, type BackupOffice } from '../support/backup/backupOffice';
import { uploadTo } from '../support/offices/uploadTo';
import { pdfOf } from '../support/record/contents';

/** Files of records are in the database and so in every backup: they come back with it, open and sealed. */
describe('files of records after a restoration', () => {
  let office: BackupOffice;
  const bytes = pdfOf('решение', 500_000);
  const attached: { registry: string; recordId: string; rowId: string }[] = [];
  const secret = () => ({ kind: 'recovery', code: office.recoveryCode }) as const;

  beforeAll(async () => {
    office = await makeBackupOffice();
    const { app, session, must } = await office.open();
    for (const registry of ['provider', 'person']) {
      const { rows } = await must('record.list', { registry });
      const recordId = rows[0]?.recordId ?? '';
      const fileId = await uploadTo(app, session, 'решение.pdf', bytes);
      const { rowId } = await must('file.attach', { registry, recordId, fileId });
      attached.push({ registry, recordId, rowId });
    }
    await app.close();
  }, 60_000);
  afterAll(() => office.remove());

  it('are verified in the backup and open where it was restored', async () => {
    const made = await backUpOffice(shipped, office.dataFolder);
    if (!made.ok) throw new Error(made.error.code);
    const file = join(office.dataFolder, 'backups', made.value.fileName);
    const verified = await verifyBackup(shipped, { file }, secret());
    expect(verified).toMatchObject({ value: { opened: true, files: { checked: 2, damaged: 0 } } });
    const place = join(office.folder, 'restored');
    const restored = await restoreOffice({ ...shipped, dataFolder: place, from: { file }, secret: secret() });
    expect(restored).toMatchObject({ ok: true });
    const { app, session, must } = await openDesk(place, holder);
    for (const input of attached) {
      const { file: lent } = await must('file.open', input);
      expect(await app.filesOf(session)?.find(lent.fileId)?.read()).toEqual(bytes);
    }
    await app.close();
  });

  it('that were damaged before are told by the check of the backup, which restores the rest', async () => {
    const connection = await connect(join(office.dataFolder, databaseFile), 'write');
    await connection.run(
      `DELETE FROM file_chunk WHERE number = 3 AND content IN
         (SELECT content FROM file_use WHERE registry = 'providerFile')`,
    );
    await connection.close();
    const made = await backUpOffice(shipped, office.dataFolder);
    if (!made.ok) throw new Error(made.error.code);
    const file = join(office.dataFolder, 'backups', made.value.fileName);
    expect(await verifyBackup(shipped, { file }, secret())).toMatchObject({
      value: { opened: true, files: { checked: 2, damaged: 1 } },
    });
    const place = join(office.folder, 'partly');
    await restoreOffice({ ...shipped, dataFolder: place, from: { file }, secret: secret() });
    const { app, session, must } = await openDesk(place, holder);
    const [provider, person] = attached;
    if (provider === undefined || person === undefined) throw new Error('nothing was attached');
    expect(await app.request(session, 'file.open', provider)).toMatchObject({
      error: { code: 'file.damaged' },
    });
    await must('file.open', person);
    await app.close();
  });
});
