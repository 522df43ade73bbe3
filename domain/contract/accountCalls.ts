import { z } from 'zod';
import { roles } from '../access/roles';
import { command, query } from './call';
import { count } from './shapes';

/** Accounts and the key of personal data. */
const login = z.string().regex(/^[a-z][a-z0-9._-]{1,39}$/);
const password = z.string().min(1).max(500);
const code = z.string().min(1).max(100);
const territory = z.array(z.string().regex(/^92\d{6}$/)).max(50);
/** Of a person who works here, as the journal says it. */
export const accountName = z.string().trim().min(1).max(250);
const name = accountName;
const account = z.object({
  login: z.string(),
  name: z.string(),
  role: z.string(),
  territory: z.array(z.string()),
  isBlocked: z.boolean(),
  lockedUntil: z.string().nullable(),
  mustChangePassword: z.boolean(),
  lastSignInAt: z.string().nullable(),
  /** Has the account a slot that opens personal data, does it wait for one, or does its role need none? */
  key: z.enum(['held', 'awaited', 'none']),
  /** Till when the code that was given out opens personal data; null when none waits for its owner. */
  codeUntil: z.string().nullable(),
});

export const accountCalls = {
  'user.list': query({
    summary: 'List the accounts of this office',
    input: z.strictObject({}),
    output: z.object({ accounts: z.array(account) }),
    errors: [],
    allow: 'account.read',
  }),
  'user.add': command({
    summary: 'Add an account with a first password that its owner must change; a login is never given twice',
    input: z.strictObject({ login, name, role: z.enum(roles), territory: territory.default([]), password }),
    output: z.object({ account }),
    errors: ['user.present', 'user.territoryNeeded', 'password.weak'],
    allow: 'account.manage',
  }),
  'user.change': command({
    summary: 'Change the name, role or territory of an account',
    input: z.strictObject({
      login,
      name: name.optional(),
      role: z.enum(roles).optional(),
      territory: territory.optional(),
    }),
    output: z.object({ account }),
    errors: ['user.notFound', 'user.territoryNeeded', 'user.lastAdministrator'],
    allow: 'account.manage',
  }),
  'user.block': command({
    summary: 'Block an account, or let it in again; accounts are never deleted',
    input: z.strictObject({ login, blocked: z.boolean().default(true) }),
    output: z.object({ account }),
    errors: ['user.notFound', 'user.lastAdministrator'],
    allow: 'account.manage',
  }),
  'user.resetPassword': command({
    summary: 'Give an account a new first password; its access to personal data must then be granted anew',
    input: z.strictObject({ login, password }),
    output: z.object({ account }),
    errors: ['user.notFound', 'password.weak'],
    allow: 'account.manage',
  }),
  'session.changePassword': command({
    summary: 'Change the own password; what it opened stays open',
    input: z.strictObject({ password, newPassword: password }),
    output: z.object({}),
    errors: ['session.refused', 'session.locked', 'password.weak'],
    allow: 'signedIn',
  }),
  'key.status': query({
    summary: 'Tell whether personal data can be opened here, and by whom',
    input: z.strictObject({}),
    output: z.object({
      exists: z.boolean(),
      isOpen: z.boolean(),
      /** A change of the key that has not come to its end. */
      isChanging: z.boolean(),
      madeAt: z.string().nullable(),
    }),
    errors: [],
    allow: 'signedIn',
  }),
  'key.create': command({
    summary: 'Make the key of personal data of an office that has none; the recovery code is shown this once',
    input: z.strictObject({}),
    output: z.object({ recoveryCode: z.string() }),
    errors: ['key.present'],
    allow: 'account.manage',
  }),
  'key.grant': command({
    summary: 'Give an account access to personal data: a code that its owner types once',
    input: z.strictObject({ login }),
    output: z.object({ accessCode: z.string(), expiresAt: z.string() }),
    errors: ['user.notFound', 'user.keyless'],
    allow: 'key.grant',
  }),
  'key.accept': command({
    summary:
      'Open personal data for the own account by an access code or the recovery code and the own password',
    input: z.strictObject({ code, password }),
    /** Null where the code that was typed stays in force. */
    output: z.object({ recoveryCode: z.string().nullable() }),
    errors: ['session.refused', 'session.locked', 'key.refused', 'key.absent'],
    allow: 'keyHolder',
  }),
  'key.watch': query({
    summary: 'List who opened personal data by the recovery code and was not looked at yet',
    input: z.strictObject({}),
    output: z.object({
      acceptances: z.array(z.object({ number: count, login: z.string(), name: z.string(), at: z.string() })),
    }),
    errors: [],
    allow: 'emergency.watch',
  }),
  'key.see': command({
    summary: 'Note that acceptances by the recovery code up to this one were looked at',
    input: z.strictObject({ upTo: count }),
    output: z.object({}),
    errors: [],
    allow: 'emergency.watch',
  }),
  'key.renewRecovery': command({
    summary: 'Make a new recovery code; the former one is worth nothing from then on',
    input: z.strictObject({ password }),
    output: z.object({ recoveryCode: z.string() }),
    errors: ['session.refused', 'session.locked'],
    allow: 'key.grant',
  }),
  'key.renew': command({
    summary:
      'Change the key of personal data: everything is sealed anew, and the others ask for a code again',
    input: z.strictObject({ password, taskId: z.string().max(60).optional() }),
    output: z.object({ recoveryCode: z.string(), records: count }),
    errors: ['session.refused', 'session.locked', 'record.unreadable'],
    allow: 'key.grant',
  }),
};
