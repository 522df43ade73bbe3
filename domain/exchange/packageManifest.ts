import { z } from 'zod';
import { birthField, unfoldBirth } from './birth';
import { lossReasons, type Change, type Loss } from './change';
import { mostSettled } from './register';

/**
 * The machine-readable attachment of a message (`changes.json`): what one office tells another. `number` counts the
 * packages of this sender to this addressee from 1, so that a gap is seen; `head` and `headSeq` are hash and
 * number of the last line of the sender's audit journal, kept by the receiver as a witness. A receiver of an older version keeps what it does not know (`deferred`), so fields are
 * only ever added to this format.
 */
export const packageFormat = 'yardam-changes';
export const packageVersion = 2;
/** The first version that says whose words are accepted. */
export const acceptanceSince = 2;

const value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);

const fieldName = z.string().min(1).max(60);

const sharedShape = {
  stamp: z.string().min(1).max(120),
  registry: z.string().min(1).max(60),
  recordId: z.string().min(1).max(60),
  replaces: z.string().max(120).nullable(),
  office: z.string().min(1).max(60),
  operator: z.string().max(250),
  at: z.string().max(40),
  /** Since version 2: what makes it a word, or tells that it is lost. */
  accepted: z.string().min(1).max(120).optional(),
  tenure: z.string().min(1).max(2000).optional(),
  over: z.string().min(1).max(2400).optional(),
  settles: z.array(z.string().min(1).max(120)).max(mostSettled).optional(),
  lost: z
    .object({
      against: z.string().max(120).nullable(),
      reason: z.enum(lossReasons),
      words: z.string().max(1000).optional(),
    })
    .optional(),
};

const changeShape = z.object({ ...sharedShape, field: fieldName, before: value, after: value });

/** Name and value of each own key of an object: none is passed over, whatever its name. */
const valuesByField = z
  .custom<Readonly<Record<string, unknown>>>(
    (after) => typeof after === 'object' && after !== null && !Array.isArray(after),
  )
  .transform((after) => Object.entries(after))
  .pipe(z.array(z.tuple([fieldName, value])).min(1));

/** Since version 2: the first values of a record or row as one item. */
const birthShape = z.object({
  ...sharedShape,
  field: z.literal(birthField),
  before: z.null(),
  after: valuesByField,
});

const itemShape = z.union([changeShape, birthShape]);
type Item = z.infer<typeof itemShape>;
const isBirth = (item: Item): item is z.infer<typeof birthShape> => item.field === birthField;

type Told = z.infer<typeof changeShape>;

/** The change that an item tells, or each that is told of a birth. */
const readItem = (item: Item): readonly Change[] =>
  isBirth(item)
    ? unfoldBirth(readChange({ ...item, after: null }), Object.fromEntries(item.after))
    : [readChange(item)];

/** zod's optional keys may be undefined; a change may only lack them. */
const readChange = ({ accepted, tenure, over, settles, lost, ...change }: Told): Change => ({
  ...change,
  ...(accepted === undefined ? {} : { accepted }),
  ...(tenure === undefined ? {} : { tenure }),
  ...(over === undefined ? {} : { over }),
  ...(settles === undefined ? {} : { settles }),
  ...(lost === undefined ? {} : { lost: readLoss(lost) }),
});
const readLoss = ({ words, ...loss }: NonNullable<Told['lost']>): Loss =>
  words === undefined ? loss : { ...loss, words };

/** What a record is called that changes of the package name: a peer may get it later, or never. */
const titleShape = z.object({
  registry: z.string().min(1).max(60),
  recordId: z.string().min(1).max(60),
  title: z.string().min(1).max(4000),
});

/** Bounds what a package makes of the memory: of a birth each field counts. */
const mostChanges = 200_000;

const recordName = {
  registry: z.string().min(1).max(60),
  recordId: z.string().min(1).max(60),
};
const names = z.array(z.string().min(1).max(60)).max(1000);
const viewShape = z.object({
  ...recordName,
  shows: z.union([z.enum(['whole', 'nothing']), z.object({ fields: names, lists: names })]),
});
/** What the addressee is shown of a record from here on. */
export type ToldView = z.infer<typeof viewShape>;
const refusalShape = z.object({ ...recordName, asks: z.boolean().optional() });
/** The sender holds nothing of a record; `asks`: because the addressee said so, if it still means it. */
export type Refusal = z.infer<typeof refusalShape>;
/** So many of each in one package. */
export const mostRecordsNamed = 50_000;

export const manifestShape = z.object({
  format: z.literal(packageFormat),
  version: z.number().int().positive(),
  from: z.string().min(1).max(60),
  to: z.string().min(1).max(60),
  number: z.number().int().positive(),
  head: z.string().max(128),
  /** Absent from a program that did not say it yet. */
  headSeq: z.number().int().nonnegative().optional(),
  /** This package follows that one of the sender directly: what is numbered in between is not to be waited for. */
  follows: z.number().int().nonnegative().optional(),
  /** The sender goes on from a backup: what it has of the addressee, and the stamp of the last change of its own. */
  restored: z.object({ received: z.number().int().nonnegative(), stamp: z.string().max(120) }).optional(),
  titles: z.array(titleShape).max(mostChanges).optional(),
  changes: z
    .array(itemShape)
    .max(mostChanges)
    .transform((items) => items.flatMap(readItem))
    .refine((changes) => changes.length <= mostChanges),
  views: z.array(viewShape).max(mostRecordsNamed).optional(),
  refused: z.array(refusalShape).max(mostRecordsNamed).optional(),
});

export type PackageManifest = Omit<z.infer<typeof manifestShape>, 'changes'> & {
  readonly changes: readonly Change[];
};
