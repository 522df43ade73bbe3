import type { Activity } from '../activity';
import { createLedger, expectKeysFit } from '../ledger';
import { inFile, reopen } from '../reopen';
import { expectSound } from '../../support/offices/soundDatabase';

/** Providers, persons and drafts, created and saved as fast as the program answers. */
export const saving: Activity = {
  name: 'saving',
  share: 24,
  killsPerFolder: 12,
  range: { lines: 24, reach: 4 },
  async begin(ground) {
    const dataFolder = await ground.offices.copy();
    const ledger = createLedger();
    return {
      watched: [{ folders: [dataFolder], changes: 60 }],
      order: () => Promise.resolve({ dataFolder, records: ledger.records() }),
      heard: (lines) => ledger.heard(lines),
      look: () =>
        reopen(ground, dataFolder, {
          office: async (office) => ledger.check(await office.at('operator'), ['provider', 'person']),
          file: expectKeysFit,
        }),
      finish: () => inFile(dataFolder, expectSound),
    };
  },
};
