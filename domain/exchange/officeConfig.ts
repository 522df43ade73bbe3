import { z } from 'zod';
import { shippedBy } from '../registry/shippedBy';
import { isCleanPath, pathFault, twiceFault } from '../values/settingsText';
import { officeKindShape } from './officeKind';

/**
 * `office.json`: who this office is, whom it exchanges with and through which folders. Uids and mailboxes are given by
 * the EDMS operator and are configuration, never constants (МЭДО uids of Tatarstan's bodies are not published).
 */
const guid = z
  .string()
  .regex(/^[a-fA-F0-9]{8}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{12}$/)
  .transform((uid) => uid.toLowerCase());
/** Short, because the number of a letter (code and running number) may have at most 31 characters in МЭДО. */
const code = z
  .string()
  .regex(/^[a-z][a-z0-9]{0,19}$/)
  .refine((one) => one !== shippedBy);
/** What the envelope's windows-1251 can carry: printable ASCII and the Russian alphabet. */
const mailbox = z
  .string()
  .regex(/^[\x21-\x7e\u0410-\u044f\u0401\u0451][\x20-\x7e\u0410-\u044f\u0401\u0451]{0,254}$/);
const folder = z.string().min(1).refine(isCleanPath, pathFault);
const nonBlank = (max: number) => z.string().trim().min(1).max(max);
const address = {
  code,
  kind: officeKindShape,
  name: nonBlank(511),
  uid: guid,
  mailbox,
  oktmo: z.array(z.string().regex(/^92\d{6}(\d{3})?$/)).default([]),
};

export const officeConfigShape = z
  .strictObject({
    office: z.strictObject({
      ...address,
      /** What its registration numbers bear where territorial offices decide; without it they bear its code. */
      index: z
        .string()
        .regex(/^[\p{Lu}\p{Nd}]{1,8}$/u)
        .optional(),
      address: z.string().max(500).optional(),
      phone: z.string().max(100).optional(),
      signer: z
        .strictObject({ post: z.string().min(1).max(250), name: z.string().min(1).max(250) })
        .optional(),
    }),
    peers: z
      .array(z.strictObject({ ...address, format: z.enum(['2.7.1']).default('2.7.1') }))
      .max(500)
      .default([]),
    edms: z
      .strictObject({
        outgoing: folder,
        incoming: folder,
        /** A message without a receipt is laid again, byte for byte, after so many hours. Default: 72 h of delivery. */
        resendAfterHours: z.number().positive().default(72),
      })
      .optional(),
  })
  .refine(
    (config) =>
      new Set([config.office, ...config.peers].map((one) => one.code)).size === config.peers.length + 1,
    twiceFault('code'),
  )
  .refine(
    (config) =>
      new Set([config.office, ...config.peers].map((one) => one.uid)).size === config.peers.length + 1,
    twiceFault('uid'),
  );

export type OfficeConfig = z.output<typeof officeConfigShape>;
export type Office = OfficeConfig['office'];
export type Peer = OfficeConfig['peers'][number];
