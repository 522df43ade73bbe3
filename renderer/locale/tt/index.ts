import type { Messages } from '../ru';
import { access } from './access';
import { accounts, persons } from './accounts';
import { administration } from './administration';
import { audit } from './audit';
import { backup } from './backup';
import { clauses } from './clauses';
import { damage } from './damage';
import { errors } from './errors';
import { document, exchange } from './exchange';
import { files } from './files';
import { frame, search, signIn } from './frame';
import { importing } from './import';
import { issues } from './issues';
import { list } from './list';
import { record } from './record';
import { review } from './review';
import { terms } from './terms';
import { today } from './today';

/** The second state language: the type demands every key of the Russian messages. */
export const tt: Messages = {
  frame,
  signIn,
  search,
  today,
  list,
  record,
  review,
  importing,
  exchange,
  document,
  administration,
  audit,
  access,
  accounts,
  persons,
  backup,
  clauses,
  damage,
  errors,
  files,
  terms,
  issues,
};
