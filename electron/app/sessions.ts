import type { SessionEnd } from '../../domain/contract/shapes';
import type { SignedIn } from '../services/sessionService';
import type { Session } from './app';

/** A session as the inside of the program sees it: whose it is, with a role the permissions know. */
export interface OperatorSession extends Session {
  operator: SignedIn | null;
  /** Why the program ended it; null where somebody sits, sat and left, or never sat. */
  ended: SessionEnd | null;
}
