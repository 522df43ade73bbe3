/**
 * Everything the journal tells of: what was done, as noun and verb, and the particulars that may stand beside it. Each
 * has its word in `renderer/locale/`, by type. A value of a record is no particular: the journal is read by those who
 * may not see persons.
 */
export const auditActions = {
  audit: ['export', 'exportWitnessed', 'rewound'],
  backup: ['fail', 'make', 'rehearse', 'restore'],
  calendar: ['import', 'recount'],
  call: ['refused'],
  emergency: ['find', 'look', 'refused', 'see', 'take'],
  exchange: ['apply', 'make', 'quarantine', 'receipt', 'take'],
  file: ['attach', 'detach'],
  host: ['refused'],
  import: ['apply', 'undo'],
  key: ['accept', 'create', 'damaged', 'grant', 'refused', 'renew', 'renewRecovery', 'renewed', 'see'],
  office: ['init'],
  person: ['destroy', 'destroyed'],
  record: ['create', 'keepBoth', 'move', 'read', 'save', 'ship', 'unreadable', 'withdraw'],
  review: ['decide'],
  session: ['changePassword', 'expired', 'idle', 'lock', 'locked', 'refused', 'revoked', 'signIn', 'signOut'],
  user: ['add', 'block', 'change', 'resetPassword', 'unblock'],
} as const;

type Verbs = typeof auditActions;
export type AuditAction = { [N in keyof Verbs]: `${N}.${Verbs[N][number]}` }[keyof Verbs];

/** What events are about: how its name begins in a line. Records go by their registry. */
export const auditObjects = [
  'act/',
  'audit/',
  'backup/',
  'calendar/',
  'call/',
  'emergency',
  'host/',
  'import/',
  'key/',
  'office/',
  'operator/',
  'packet/',
] as const;

/** Particulars that say something to a reader. */
export const auditDetails = [
  'accepted',
  'beside',
  'by',
  'bytes',
  'changes',
  'created',
  'day',
  'deferred',
  'error',
  'fields',
  'folders',
  'ground',
  'heads',
  'kind',
  'last',
  'lines',
  'madeAt',
  'number',
  'peer',
  'reason',
  'records',
  'role',
  'restored',
  'seq',
  'territory',
  'unremoved',
  'unwritten',
  'until',
  'upTo',
  'updated',
  'version',
  'withdrawn',
] as const;
/** Those that prove a line. */
type Proof = 'hash' | 'logForm' | 'logFrom' | 'logHash' | 'logTo' | 'peerHead' | 'sha256';
export type AuditDetail = (typeof auditDetails)[number] | Proof;
