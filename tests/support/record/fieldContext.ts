import type { Classifiers } from '../../../domain/registry/classifiers';
import type { RecordContext } from '../../../domain/record/validateRecord';
import { shipped } from '../../../electron/app/shipped';
import okopf from '../../../resources/classifiers/okopf.json';
import oktmo from '../../../resources/classifiers/oktmo.json';
import providerSettings from '../../../resources/registry/providerSettings.json';

/** The classifiers and settings that ship, on a day of the tests' own. */
export const classifiers: Classifiers = { oktmo, okopf };

export const recordContext: RecordContext = {
  today: '2026-11-23',
  classifiers,
  settings: Object.fromEntries(providerSettings.entries.map(({ code, value }) => [code, value])),
  rulesOf: shipped.registries.rulesOf,
  proofOf: shipped.registries.proofOf,
};
