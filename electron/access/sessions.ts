import type { SessionEnd } from '../../domain/contract/shapes';
import type { EmergencyAtHand } from './emergencyAtHand';
import type { SignedIn } from './sessionService';

/** Opaque to hosts. The operator is put in by `session.signIn` and taken out by `session.signOut`. */
export interface Session {
  readonly id: string;
  operator: { readonly login: string; readonly name: string; readonly role: string } | null;
}

/** A session as the inside of the program sees it: whose it is, with a role the permissions know. */
export interface OperatorSession extends Session {
  operator: SignedIn | null;
  /** Why the program ended it; null where somebody sits, sat and left, or never sat. */
  ended: SessionEnd | null;
  emergency: EmergencyAtHand;
}
