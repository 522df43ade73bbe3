// Made by `npm run lists` from the names of files. Do not edit.
import type { Migration } from './migration';
import { m0010Ground } from './m0010Ground';
import { m0020Provider } from './m0020Provider';
import { m0030Exchange } from './m0030Exchange';
import { m0040Accounts } from './m0040Accounts';
import { m0050Sealing } from './m0050Sealing';
import { m0060Person } from './m0060Person';
import { m0070Witness } from './m0070Witness';
import { m0080Backup } from './m0080Backup';
import { m0090EventLog } from './m0090EventLog';
import { m0100PassedOver } from './m0100PassedOver';
import { m0110Identity } from './m0110Identity';
import { m0120Holders } from './m0120Holders';
import { m0130PeerClock } from './m0130PeerClock';
import { m0140References } from './m0140References';
import { m0150Terms } from './m0150Terms';
import { m0160Files } from './m0160Files';
import { m0170Audience } from './m0170Audience';
import { m0180Reason } from './m0180Reason';
import { m0190TermDay } from './m0190TermDay';
import { m0200Question } from './m0200Question';
import { m0270IssuedPapers } from './m0270IssuedPapers';
import { m0280Participant } from './m0280Participant';
import { m0290Specialist } from './m0290Specialist';
import { m0300Procedure } from './m0300Procedure';
import { m0310Information } from './m0310Information';
import { m0320LegalAct } from './m0320LegalAct';
import { m0330Agreement } from './m0330Agreement';
import { m0340ShippedRecords } from './m0340ShippedRecords';
import { m0350Application } from './m0350Application';

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
];
