import { fail, ok, type Result } from '../../domain/values/result';
import { backUpOffice, verifyBackup } from '../backup/backUpOffice';
import { restoreOffice } from '../backup/restoreOffice';
import { shipped } from '../app/shipped';
import type { BackupSecret } from '../backup/backupKeys';
import type { BackupOrder, RestoreOrder, VerifyOrder } from './order';

type Env = Readonly<Record<string, string | undefined>>;

/** Backups from the command line. What opens one comes from the environment, never from the words of the line. */
export async function runBackup(
  order: BackupOrder | RestoreOrder | VerifyOrder,
  env: Env,
): Promise<Result<unknown>> {
  if (order.verb === 'backup') return backUpOffice(shipped, order.dataFolder, order.out);
  const secret = secretOf(order.user, env);
  if (order.verb === 'restore') {
    if (secret === undefined) return absent(order.user);
    return restoreOffice({ ...shipped, dataFolder: order.dataFolder, from: order.from, secret });
  }
  // A password that was promised and is not there must not end in a check that looks at less.
  if (secret === undefined && order.user !== undefined) return absent(order.user);
  const verified = await verifyBackup(shipped, order.of, secret);
  return verified.ok ? ok(verified.value) : verified;
}

function secretOf(login: string | undefined, env: Env): BackupSecret | undefined {
  if (login === undefined) {
    const code = env['YARDAM_RECOVERY_CODE'];
    return code === undefined || code === '' ? undefined : { kind: 'recovery', code };
  }
  const password = env['YARDAM_PASSWORD'];
  return password === undefined || password === '' ? undefined : { kind: 'password', login, password };
}

const absent = (login: string | undefined) =>
  login === undefined
    ? fail('recoveryCode.absent')
    : fail('password.absent', { params: { variable: 'YARDAM_PASSWORD' } });
