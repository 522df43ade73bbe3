/**
 * Deeds one after another: what is asked for while another is under way waits for its turn and is done then, as things
 * stand then. A quick hand loses no key, and no answer falls into what came after it.
 */
export type InTurn = <T>(deed: () => Promise<T> | T) => Promise<T>;

export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (deed) => {
    const done = last.then(deed);
    last = done.catch(() => undefined);
    return done;
  };
}
