import type { HandlerError, Parsed } from '../../domain/contract';
import { roles, type Role } from '../../domain/record/permissions';
import { fail, ok, type Result } from '../../domain/values/result';
import { appendAudit } from '../../db/auditLog';
import type { Database } from '../../db/database';
import { findOperator } from '../../db/repositories/operatorRepository';
import { hashPassword, passwordMatches } from './password';

/** Signing in. A wrong login and a wrong password look the same and take the same time. */
export interface SessionDeps {
  readonly database: Database;
  readonly office: { readonly code: string };
}

export interface SignedIn {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
}

export async function signIn(
  deps: SessionDeps,
  { login, password }: Parsed<'session.signIn'>,
): Promise<Result<SignedIn, HandlerError<'session.signIn'>>> {
  const operator = await findOperator(deps.database.read, login);
  const matches = await passwordMatches(password, operator?.passwordHash ?? (await decoyHash()));
  const role = roles.find((known) => known === operator?.role);
  const granted = operator !== undefined && matches && role !== undefined;
  const actor = { login, operator: operator?.name ?? login, office: deps.office.code };
  await deps.database.write(actor, async (tx) => {
    const action = granted ? 'session.signIn' : 'session.refused';
    await appendAudit(
      tx,
      [{ action, object: `operator/${login}`, detail: {} }],
      deps.database.now().toISOString(),
    );
    return ok(null);
  });
  return granted ? ok({ login: operator.login, name: operator.name, role }) : fail('session.refused');
}

/** Costs what a real check costs, so that time does not tell which logins exist. */
const decoyHash = (): Promise<string> => hashPassword('');
