/**
 * What records of a registry count for in the interaction of bodies: a kind of activity (907 п. 3.1) and a form (п. 4.8),
 * of which body and on which day, so that kind by body by half-year is a question over all registries.
 */
export interface Interaction {
  readonly activity?: SaidOfInteraction;
  readonly form?: SaidOfInteraction;
  /** The field, or `list.field`, that names the participant. */
  readonly body?: string;
  /** The field, or `list.field`, with the day on which it counts. */
  readonly on: string;
}

/** The same of every record, or chosen in each (`registry/activities.ts`). */
export type SaidOfInteraction = { readonly code: string } | { readonly field: string };
