import { z } from 'zod';

/**
 * What a backup says of itself (docs/decisions/0016). The header lies open in front of the sealed body: whose it is, of
 * when, and what a password or the recovery code needs to open it, which is what lies in the database too and nothing
 * more. The manifest lies inside the body and tells what must come out of it.
 */
export const backupFormat = 'yardam-backup';
/** 2 tells the ends; files of version 1 are read as ever. */
export const backupVersion = 2;
const suffix = '.yardam-backup';

export const backupKinds = ['daily', 'command', 'quit', 'migration', 'import'] as const;
export type BackupKind = (typeof backupKinds)[number];

const instant = z.iso.datetime();
const count = z.number().int().nonnegative();
const generation = z.number().int().positive();

/** Looked at first, so that a newer backup is refused as newer and not as broken. */
export const backupHeading = z.object({
  format: z.literal(backupFormat),
  version: z.number().int().positive(),
});

export const backupHeaderShape = z.strictObject({
  format: z.literal(backupFormat),
  version: z.union([z.literal(1), z.literal(backupVersion)]),
  office: z.strictObject({ code: z.string().regex(/^[a-z][a-z0-9]{0,19}$/), name: z.string().max(511) }),
  program: z.string().max(50),
  schema: z.number().int().positive(),
  madeAt: instant,
  kind: z.enum(backupKinds),
  /** The data key whose pair the body is sealed to. */
  generation,
  /** Data keys in use then, all wrapped: more than one while the key was being changed. */
  keys: z
    .array(
      z.strictObject({
        generation,
        state: z.enum(['coming', 'current']),
        byFormer: z.string().nullable(),
        formerByThis: z.string().nullable(),
        backupPrivate: z.string(),
      }),
    )
    .min(1)
    .max(2),
  /** Slots that open a data key. `stretch` is `scrypt$N$r$p$salt$`: a verifier is not needed and so not told. */
  slots: z
    .array(
      z.strictObject({
        owner: z.string().max(120),
        generation,
        stretch: z.string().max(300),
        wrapped: z.string(),
      }),
    )
    .max(10_000),
  /** The half of the key agreement made for this file alone, X25519, SPKI. */
  ephemeral: z.string().max(200),
  /** How far change log and journal went, two numbers: by them it is told what is missing before anybody has the key. */
  ends: z.strictObject({ lastChange: count, auditSeq: count }).optional(),
});
export type BackupHeader = z.infer<typeof backupHeaderShape>;

export const backupManifestShape = z.strictObject({
  entries: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(1000),
        size: z.number().int().nonnegative(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .max(200_000),
  /** Rows of every table. */
  rows: z.record(z.string(), z.number().int().nonnegative()),
  /** End of the audit journal. */
  audit: z.strictObject({ seq: z.number().int().nonnegative(), hash: z.string().max(64) }),
  /** End of the change log. */
  lastChange: z.number().int().nonnegative(),
});
export type BackupManifest = z.infer<typeof backupManifestShape>;

export interface NamedBackup {
  readonly fileName: string;
  readonly office: string;
  readonly madeAt: string;
  readonly kind: BackupKind;
}

const name = new RegExp(
  `^yardam-([a-z][a-z0-9]{0,19})-(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d)-(\\d\\d)-(\\d\\d)-(\\d{3})Z-(${backupKinds.join('|')})\\.yardam-backup$`,
);

export const backupName = (office: string, madeAt: string, kind: BackupKind): string =>
  `yardam-${office}-${madeAt.replaceAll(/[:.]/g, '-')}-${kind}${suffix}`;

/** What the name of a file tells, or undefined when the program did not make it. */
export function readBackupName(fileName: string): NamedBackup | undefined {
  const [, office, day, hours, minutes, seconds, ms, word] = name.exec(fileName) ?? [];
  const kind = backupKinds.find((known) => known === word);
  const madeAt = `${day ?? ''}T${hours ?? ''}:${minutes ?? ''}:${seconds ?? ''}.${ms ?? ''}Z`;
  if (office === undefined || kind === undefined || Number.isNaN(Date.parse(madeAt))) return undefined;
  return { fileName, office, madeAt, kind };
}
