// Made by `npm run lists` from the names of files. Do not edit.
import type { Migration } from './migration';
import { m0010Ground } from './ground/m0010Ground';
import { m0020Provider } from './nouns/m0020Provider';
import { m0030Exchange } from './ground/m0030Exchange';
import { m0040Accounts } from './ground/m0040Accounts';
import { m0050Sealing } from './ground/m0050Sealing';
import { m0060Person } from './nouns/m0060Person';
import { m0070Witness } from './ground/m0070Witness';
import { m0080Backup } from './ground/m0080Backup';
import { m0090EventLog } from './ground/m0090EventLog';
import { m0100PassedOver } from './ground/m0100PassedOver';
import { m0110Identity } from './ground/m0110Identity';
import { m0120Holders } from './ground/m0120Holders';
import { m0130PeerClock } from './ground/m0130PeerClock';
import { m0140References } from './ground/m0140References';
import { m0150Terms } from './ground/m0150Terms';
import { m0160Files } from './ground/m0160Files';
import { m0170Audience } from './ground/m0170Audience';
import { m0180Reason } from './ground/m0180Reason';
import { m0190TermDay } from './ground/m0190TermDay';
import { m0200Question } from './ground/m0200Question';
import { m0270IssuedPapers } from './ground/m0270IssuedPapers';
import { m0280Participant } from './nouns/m0280Participant';
import { m0290Specialist } from './nouns/m0290Specialist';
import { m0300Procedure } from './nouns/m0300Procedure';
import { m0310Information } from './nouns/m0310Information';
import { m0320LegalAct } from './nouns/m0320LegalAct';
import { m0330Agreement } from './nouns/m0330Agreement';
import { m0340ShippedRecords } from './ground/m0340ShippedRecords';
import { m0350Application } from './nouns/m0350Application';
import { m0390DictionaryEntry } from './nouns/m0390DictionaryEntry';

/** Every step there is, in order. */
export const shippedMigrations: readonly Migration[] = [
  m0010Ground,
  m0020Provider,
  m0030Exchange,
  m0040Accounts,
  m0050Sealing,
  m0060Person,
  m0070Witness,
  m0080Backup,
  m0090EventLog,
  m0100PassedOver,
  m0110Identity,
  m0120Holders,
  m0130PeerClock,
  m0140References,
  m0150Terms,
  m0160Files,
  m0170Audience,
  m0180Reason,
  m0190TermDay,
  m0200Question,
  m0270IssuedPapers,
  m0280Participant,
  m0290Specialist,
  m0300Procedure,
  m0310Information,
  m0320LegalAct,
  m0330Agreement,
  m0340ShippedRecords,
  m0350Application,
  m0390DictionaryEntry,
];
