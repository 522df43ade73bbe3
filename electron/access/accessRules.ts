import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accessPolicyShape, findPasswordFault, type AccessPolicy } from '../../domain/access/accessPolicy';
import { fail, ok, type Result } from '../../domain/values/result';

/** The policy of passwords and sessions of this installation, with the list of common passwords it forbids. */
export interface AccessRules {
  readonly policy: AccessPolicy;
  /** May this be the password of that account? `former` when it is changed. */
  judge(password: string, login: string, former?: string): Promise<Result<null, 'password.weak'>>;
}

export async function loadAccessRules(resourcesFolder: string): Promise<AccessRules> {
  const text = await readFile(join(resourcesFolder, 'access', 'policy.json'), 'utf8');
  const policy = accessPolicyShape.parse(JSON.parse(text));
  return {
    policy,
    async judge(password, login, former) {
      // Fifty thousand words: unpacked when a password is judged, not at every start of the program.
      const { dictionary } = await import('@zxcvbn-ts/language-common');
      const isCommon = (word: string): boolean => dictionary['passwords-common'].includes(word);
      const circumstances = { login, isCommon, ...(former === undefined ? {} : { former }) };
      const fault = findPasswordFault(password, circumstances, policy);
      if (fault === null) return ok(null);
      const { minLength, maxLength } = policy.password;
      const length =
        fault === 'short' ? { length: minLength } : fault === 'long' ? { length: maxLength } : {};
      return fail('password.weak', { params: { fault, ...length } });
    },
  };
}
