/**
 * What the lane runs besides its own scenarios: of the tests of `npm test` those about files, programs and sockets, where
 * one system differs from another, and specs in which the window reads, writes, uploads and downloads. Tests that need a
 * program of Linux (bash, pdftotext, a small disk), links, or a rename over an open file stay there.
 */
export const sharedTests: readonly string[] = [
  'tests/backup/backup.test.ts',
  'tests/backup/backupRounds.test.ts',
  'tests/backup/damageOffer.test.ts',
  'tests/backup/restoreRefused.test.ts',
  'tests/exchange/edmsFormat/edmsLaying.test.ts',
  'tests/exchange/passedOver.test.ts',
  'tests/file/faults.test.ts',
  'tests/file/formerEngine.test.ts',
  'tests/file/migrations.test.ts',
  'tests/hosts/http.test.ts',
  'tests/import/readTable.test.ts',
  'tests/import/readXlsx.test.ts',
];

export const windowSpecs: readonly string[] = [
  'tests/e2e/access/signIn.spec.ts',
  'tests/e2e/import/importTable.spec.ts',
  'tests/e2e/record/draft.spec.ts',
  'tests/e2e/record/list.spec.ts',
  'tests/e2e/report/document.spec.ts',
  'tests/e2e/window/host.spec.ts',
];
