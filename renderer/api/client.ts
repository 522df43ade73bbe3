import { inject, type InjectionKey } from 'vue';
import type { CallError, CallName, EventName, EventPayload, Input, Output } from '../../domain/contract';
import { sessionEnd } from '../../domain/contract/shapes';
import { fail, type Failure, type Result } from '../../domain/values/result';
import type { Transport } from './transport';

/**
 * The contract as functions of the window: names, inputs and answers are known to the compiler. The dispatcher has
 * checked an answer against the contract, so it is not checked again here. What is `lasting` is asked for over the end of
 * the sitting and of the page.
 */
export interface Client {
  call<N extends CallName>(name: N, input: Input<N>, lasting?: 'lasting'): Promise<ClientResult<N>>;
  /** Starts and stops hearing events: hosts tell them to a signed-in window only. */
  openEvents(): void;
  /** What was asked before and is answered after is nobody's: whoever asked has left the desk. */
  closeEvents(): void;
  /** `listener` hears this event until the answer is called. */
  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void;
  /** `listener` hears of every answer what it says of titles of records, before whoever asked has it. */
  onTitles(listener: (titles: AnsweredTitles) => void): void;
  upload: Transport['upload'];
  fileUrl: Transport['fileUrl'];
}

/** What answers say of records that their values name. */
export type AnsweredTitles = Partial<Pick<Output<'record.open'>, 'titles' | 'chosenAs'>>;

export type ClientResult<N extends CallName> = Result<Output<N>, CallError<N> | 'system.unreachable'>;

type Listeners = Map<EventName, Set<(payload: never) => void>>;

export function createClient(transport: Transport): Client {
  const listeners: Listeners = new Map();
  let stop: (() => void) | null = null;
  const titleListeners: ((titles: AnsweredTitles) => void)[] = [];
  let sitting = 0;

  const tell = (name: EventName, payload: unknown): void =>
    listeners.get(name)?.forEach((listener) => listener(payload as never));

  return {
    async call(name, input, lasting) {
      const asked = sitting;
      const result = (await transport.call(name, input, lasting)) as ClientResult<typeof name>;
      if (asked !== sitting) return lasting === undefined ? fail('session.required') : result;
      if (!result.ok && result.error.code === 'session.required') tell('session.ended', whyOf(result.error));
      if (result.ok && 'titles' in result.value)
        for (const listener of titleListeners) listener(result.value);
      return result;
    },
    onTitles: (listener) => void titleListeners.push(listener),
    openEvents() {
      stop ??= transport.onEvent(tell);
    },
    closeEvents() {
      stop?.();
      stop = null;
      sitting += 1;
    },
    on(name, listener) {
      const heard = listeners.get(name) ?? new Set();
      listeners.set(name, heard.add(listener));
      return () => {
        heard.delete(listener);
      };
    },
    upload: transport.upload,
    fileUrl: transport.fileUrl,
  };
}

function whyOf({ params }: Failure): EventPayload<'session.ended'> {
  const why = sessionEnd.safeParse(params?.['why']);
  return { why: why.success ? why.data : null };
}

export const clientKey: InjectionKey<Client> = Symbol('client');

/** The client of this window; only inside the set-up of a component or a store. */
export function useClient(): Client {
  const client = inject(clientKey);
  if (client === undefined) throw new Error('no client was provided to the window');
  return client;
}
