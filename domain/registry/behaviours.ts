// Made by `npm run lists` from the names of files. Do not edit.
import type { Behaviour } from './behaviour';
import { providerRules } from './provider/rules';
import { providerProof } from './provider/proof';
import { providerPapers } from './provider/papers';
import { participantRules } from './participant/rules';
import { participantPapers } from './participant/papers';
import { participantExports } from './participant/exports';
import { agreementRules } from './agreement/rules';
import { applicationRules } from './application/rules';
import { applicationPapers } from './application/papers';
import { dictionaryEntryRules } from './dictionaryEntry/rules';

/** What registries do beside what they declare, by their codes. */
export const behaviours: Readonly<Record<string, Behaviour>> = {
  provider: { rules: providerRules, prove: providerProof, papers: providerPapers },
  participant: { rules: participantRules, papers: participantPapers, exports: participantExports },
  agreement: { rules: agreementRules },
  application: { rules: applicationRules, papers: applicationPapers },
  dictionaryEntry: { rules: dictionaryEntryRules },
};
