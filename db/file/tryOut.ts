import type { ErrorCode } from '../../domain/values/errorCodes';
import type { Result } from '../../domain/values/result';
import type { WriteTx } from './handles';

/**
 * Work inside a transaction that is taken back whole where `keeps` does not want what came of it, or the work is refused:
 * rows, log and journal are then as they were.
 */
export async function tryOut<T, C extends ErrorCode>(
  tx: WriteTx,
  work: () => Promise<Result<T, C>>,
  keeps: (value: T) => Promise<boolean>,
): Promise<Result<T, C>> {
  const { seq, hash } = tx.audit;
  await tx.run('SAVEPOINT tried');
  const result = await work();
  if (!result.ok || !(await keeps(result.value))) {
    await tx.run('ROLLBACK TO tried');
    Object.assign(tx.audit, { seq, hash });
  }
  await tx.run('RELEASE tried');
  return result;
}
