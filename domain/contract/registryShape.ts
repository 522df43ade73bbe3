import { z } from 'zod';
import { officeKinds } from '../exchange/officeKind';
import type { FieldDeclaration, Registry } from '../registry/defineRegistry';
import type { FieldKind } from '../registry/fieldKinds';
import { foreignFormats } from '../registry/traits/book';
import { deskSections } from '../registry/traits/desk';
import { roles } from '../access/roles';
import { decisionParts } from '../registry/traits/statuses';
import { fieldValue } from './shapes';
import { recordRights } from '../registry/traits/rights';
import type { FilesTrait } from '../registry/traits/files';
import { fileTypeCodes } from '../values/fileType';
import type { Audience } from '../registry/traits/audience';

/**
 * A declaration as JSON: the window is told what there is instead of having it built in. Strict, so that a part of a
 * declaration that the window would not be told of is a bug and not lost unseen.
 */
const words = z.strictObject({ ru: z.string(), tt: z.string() });
const yes = z.literal(true).exactOptional();
const options = z.array(
  z.strictObject({
    ...{ code: z.string(), ru: z.string(), tt: z.string() },
    also: z.array(z.string()).exactOptional(),
  }),
);
const owner = z.enum(['decider', 'keeper', 'holder']);
const code = z.enum(['inn', 'kpp', 'ogrn', 'okved2', 'snils']);

const kind: z.ZodType<FieldKind> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), max: z.number(), lines: z.literal('many').exactOptional() }),
  z.strictObject({
    type: z.literal('date'),
    notAfterToday: yes,
    notBefore: z.string().exactOptional(),
  }),
  z.strictObject({ type: z.literal('integer'), min: z.number(), max: z.number() }),
  z.strictObject({ type: z.literal('year') }),
  z.strictObject({ type: z.literal('money') }),
  z.strictObject({ type: z.literal('boolean') }),
  z.strictObject({ type: z.literal('choice'), options }),
  z.strictObject({ type: z.literal('choices'), options }),
  z.strictObject({ type: z.literal('classifier'), classifier: z.enum(['oktmo', 'okopf']) }),
  z.strictObject({ type: z.literal('code'), code }),
  z.strictObject({ type: z.literal('codes'), code }),
  z.strictObject({ type: z.literal('personName'), part: yes }),
  z.strictObject({ type: z.literal('phones') }),
  z.strictObject({ type: z.literal('emails') }),
  z.strictObject({
    type: z.literal('record'),
    registry: z.string(),
    in: z.array(z.string()).exactOptional(),
    pinned: z.string().exactOptional(),
  }),
]);

const field: z.ZodType<FieldDeclaration> = z.strictObject({
  kind,
  label: words,
  help: words.exactOptional(),
  clause: z.string().exactOptional(),
  requiredFrom: z.string().exactOptional(),
  requiredIn: z.array(z.string()).exactOptional(),
  search: yes,
  published: yes,
  sealed: yes,
  system: yes,
  owner: owner.exactOptional(),
  onlyWhen: z.strictObject({ field: z.string(), in: z.array(z.string()) }).exactOptional(),
});

const statuses = z.strictObject({
  order: z.array(z.string()),
  words: z.record(z.string(), words),
  moves: z.array(
    z.strictObject({
      from: z.string(),
      to: z.string(),
      words,
      event: z.string(),
      decision: z.boolean(),
      asks: z.array(z.enum(decisionParts)).exactOptional(),
      back: yes,
      sets: z
        .record(
          z.string(),
          z.union([z.strictObject({ today: z.literal(true) }), z.strictObject({ value: fieldValue })]),
        )
        .exactOptional(),
      right: z.enum(recordRights).exactOptional(),
      by: z.array(z.enum(officeKinds)).exactOptional(),
      offers: z.string().exactOptional(),
      asksIdentity: yes,
    }),
  ),
  versionedFrom: z.string(),
});

const termEvent = z.union([
  z.strictObject({ field: z.string() }),
  z.strictObject({ events: z.array(z.string()) }),
]);
const terms = z.array(
  z.strictObject({
    term: z.string(),
    starts: termEvent,
    ends: z.array(termEvent),
    exceptions: z
      .array(
        z.strictObject({
          field: z.string(),
          is: z.union([z.string(), z.number(), z.boolean()]),
          runsAs: z.string().exactOptional(),
        }),
      )
      .exactOptional(),
  }),
);
const files: z.ZodType<FilesTrait> = z.strictObject({
  kinds: z.array(
    z.strictObject({ code: z.string(), ru: z.string(), tt: z.string(), clause: z.string().exactOptional() }),
  ),
  types: z.array(z.enum(fileTypeCodes)).exactOptional(),
  maxSize: z.number().exactOptional(),
});

const audience: z.ZodType<Audience> = z.array(
  z.strictObject({
    kinds: z.array(z.enum(officeKinds)).exactOptional(),
    statuses: z.array(z.string()).exactOptional(),
    territory: z.string().exactOptional(),
    offices: z.string().exactOptional(),
    part: z
      .strictObject({ fields: z.array(z.string()), lists: z.array(z.string()).exactOptional() })
      .exactOptional(),
  }),
);

const saidOfInteraction = z.union([
  z.strictObject({ code: z.string() }),
  z.strictObject({ field: z.string() }),
]);

export const registryShape: z.ZodType<Registry> = z.strictObject({
  code: z.string(),
  name: words,
  table: z.string(),
  owner,
  fields: z.record(z.string(), field),
  root: z
    .strictObject({
      titleField: z.string(),
      columns: z.array(z.string()),
      filters: z.array(z.string()),
      counted: z.array(z.array(z.string())).exactOptional(),
      territoryField: z.string().exactOptional(),
      identity: z
        .array(
          z.strictObject({
            code: z.string(),
            label: words,
            fields: z.array(z.string()),
            compare: z.enum(['exact', 'organisation', 'slip']),
            mayLack: z.array(z.string()).exactOptional(),
            unless: z.array(z.string()).exactOptional(),
          }),
        )
        .exactOptional(),
      lists: z.record(
        z.string(),
        z.lazy(() => registryShape),
      ),
      statuses,
      numbers: z
        .strictObject({
          at: z.strictObject({ status: z.string() }),
          mask: z.strictObject({ ministry: z.string(), territorial: z.string() }),
          kind: z.string().exactOptional(),
          yearly: yes,
        })
        .exactOptional(),
      rights: z.partialRecord(z.enum(recordRights), z.array(z.enum(roles))),
      held: z
        .strictObject({
          office: z.string().exactOptional(),
          through: z.string().exactOptional(),
          territory: z.string().exactOptional(),
        })
        .exactOptional(),
      officeCard: z
        .strictObject({
          ...{ code: z.string(), name: z.string() },
          ...{ uid: z.string().exactOptional(), mailbox: z.string().exactOptional() },
          ...{ address: z.string().exactOptional(), phone: z.string().exactOptional() },
          oktmo: z.string().exactOptional(),
        })
        .exactOptional(),
      interaction: z
        .strictObject({
          activity: saidOfInteraction.exactOptional(),
          form: saidOfInteraction.exactOptional(),
          body: z.string().exactOptional(),
          on: z.string(),
        })
        .exactOptional(),
      desk: z
        .strictObject({
          section: z.enum(deskSections),
          one: words,
          tellsApart: z.array(z.string()).exactOptional(),
          awaits: z
            .array(
              z.strictObject({
                status: z.string(),
                when: z
                  .array(z.strictObject({ field: z.string(), olderThan: z.string().exactOptional() }))
                  .exactOptional(),
                byKeeper: yes,
                words,
                ready: words.exactOptional(),
                counts: yes,
              }),
            )
            .exactOptional(),
        })
        .exactOptional(),
      dictionary: yes,
      importing: z
        .strictObject({
          note: z.string(),
          headings: z.record(z.string(), z.array(z.string())),
          ignored: z.array(z.string()),
          fillers: z.array(z.string()),
        })
        .exactOptional(),
      publication: z.strictObject({ title: words, description: words, subject: z.string() }).exactOptional(),
      book: z
        .strictObject({
          code: z.string(),
          name: words,
          with: z.array(z.string()),
          formats: z.array(z.enum(foreignFormats)).exactOptional(),
        })
        .exactOptional(),
      papers: z
        .array(
          z.strictObject({
            code: z.string(),
            of: z.enum(['record', 'list']),
            name: words,
            lead: words.exactOptional(),
            issued: yes,
            by: z.string().exactOptional(),
          }),
        )
        .exactOptional(),
      frozenIn: z
        .array(z.union([z.string(), z.strictObject({ status: z.string(), fields: z.array(z.string()) })]))
        .exactOptional(),
      terms: terms.exactOptional(),
      files: files.exactOptional(),
      audience: audience.exactOptional(),
    })
    .exactOptional(),
  parent: z.strictObject({ registry: z.string(), list: z.string() }).exactOptional(),
  sections: z
    .array(z.strictObject({ code: z.string(), title: words, items: z.array(z.string()) }))
    .exactOptional(),
});
