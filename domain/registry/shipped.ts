// Made by `npm run lists` from the names of files. Do not edit.
import type { Registry } from './defineRegistry';
import { provider } from './provider/declaration';
import { person } from './person/declaration';
import { participant } from './participant/declaration';
import { specialist } from './specialist/declaration';
import { procedure } from './procedure/declaration';
import { information } from './information/declaration';
import { legalAct } from './legalAct/declaration';
import { agreement } from './agreement/declaration';
import { application } from './application/declaration';
import { dictionaryEntry } from './dictionaryEntry/declaration';

/** Every root registry the program keeps, in the order in which their tables came. */
export const shippedRegistries: readonly Registry[] = [
  provider,
  person,
  participant,
  specialist,
  procedure,
  information,
  legalAct,
  agreement,
  application,
  dictionaryEntry,
];
