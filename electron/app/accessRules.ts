import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dictionary } from '@zxcvbn-ts/language-common';
import { accessPolicyShape, findPasswordFault, type AccessPolicy } from '../../domain/record/accessPolicy';
import { fail, ok, type Result } from '../../domain/values/result';

/** The policy of passwords and sessions of this installation, with the list of common passwords it forbids. */
export interface AccessRules {
  readonly policy: AccessPolicy;
  /** May this be the password of that account? `former` when it is changed. */
  judge(password: string, login: string, former?: string): Result<null, 'password.weak'>;
}

export async function loadAccessRules(resourcesFolder: string): Promise<AccessRules> {
  const text = await readFile(join(resourcesFolder, 'access', 'policy.json'), 'utf8');
  const policy = accessPolicyShape.parse(JSON.parse(text));
  const common = new Set(dictionary['passwords-common']);
  const isCommon = (word: string): boolean => common.has(word);
  return {
    policy,
    judge(password, login, former) {
      const circumstances = { login, isCommon, ...(former === undefined ? {} : { former }) };
      const fault = findPasswordFault(password, circumstances, policy);
      if (fault === null) return ok(null);
      return fail('password.weak', { params: { fault, length: policy.password.minLength } });
    },
  };
}
