/** What operators are: an account has one role, and rights name roles. Known by code; the words are in the locale. */
export const roles = [
  'administrator',
  'registryOperator',
  'territorialSpecialist',
  'reportCompiler',
  'head',
  'auditor',
  'observer',
] as const;
export type Role = (typeof roles)[number];

/** The role that an account's row or a call names; undefined for one that this version does not know. */
export const roleNamed = (code: string | undefined): Role | undefined => roles.find((role) => role === code);
