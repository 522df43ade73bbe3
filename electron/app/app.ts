import type { CallName, CallResult, Input } from '../../domain/contract';
import type { ClockApart } from '../../domain/exchange/officeClock';
import type { Result } from '../../domain/values/result';
import type { FileStore } from '../files/fileStore';
import type { RefusedVisit } from '../access/refusedVisits';
import type { Session } from '../access/sessions';
import type { EventListener } from '../tasks/events';

/**
 * What a host (Electron shell, loopback HTTP, command line, a test) gets from `createApp`. A host carries names and
 * JSON; it knows no call by name.
 */
export interface App {
  /** A place where an operator can sign in: one window, one browser cookie, one command line. */
  openSession(): Session;
  /** Runs a call of the contract by its untrusted name with untrusted JSON. Never throws: a bug is `system.internal`. */
  call(session: Session, name: string, input: unknown): Promise<Result<unknown>>;
  /** The same for callers that know the name at compile time. */
  request<N extends CallName>(session: Session, name: N, input: Input<N>): Promise<CallResult<N>>;
  /** Events for a signed-in session; the answer ends the subscription. */
  subscribe(session: Session, listener: EventListener): () => void;
  /** Writes down that somebody was turned away at the door of a host. Never throws. */
  noteRefusedVisit(knock: RefusedVisit): void;
  /** The files of whoever is signed in there; undefined where nobody is. */
  filesOf(session: Session): FileStore | undefined;
  readonly contractHash: string;
  /** At start the clock of this machine stood years from the newest word held: a host says so where it is read. */
  readonly clock: ClockApart | null;
  /** Waits for calls under way, closes the database and frees the data folder. */
  close(): Promise<void>;
}

/** What only some hosts can do; the window hides what is not in `system.hello`'s capabilities. */
export type Capability = 'window' | 'saveFile' | 'printFile' | 'openFolder';
