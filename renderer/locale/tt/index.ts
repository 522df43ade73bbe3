import type { Messages } from '../ru';
import { administration } from './administration';
import { backup } from './backup';
import { clauses } from './clauses';
import { errors } from './errors';
import { document, exchange } from './exchange';
import { frame, search, signIn } from './frame';
import { importing } from './import';
import { issues } from './issues';
import { list } from './list';
import { record } from './record';
import { today } from './today';

/** The second state language: the type demands every key of the Russian messages. */
export const tt: Messages = {
  frame,
  signIn,
  search,
  today,
  list,
  record,
  importing,
  exchange,
  document,
  administration,
  backup,
  clauses,
  errors,
  issues,
};
