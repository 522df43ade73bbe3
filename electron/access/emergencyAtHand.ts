import type { Registry } from '../../domain/registry/defineRegistry';
import type { EmergencyMark } from '../../db/access/emergencyRepository';

/**
 * What a session holds of emergency access between two calls, in memory only and gone when its operator leaves: the
 * search whose finds he may choose from, and what he who watches looks at.
 */
export interface EmergencyAtHand {
  search: {
    readonly token: string;
    readonly root: Registry;
    readonly recordIds: readonly string[];
    readonly reason: string;
    /** In milliseconds. */
    readonly until: number;
  } | null;
  readonly looks: Map<string, EmergencyMark>;
}

export const nothingAtHand = (): EmergencyAtHand => ({ search: null, looks: new Map() });
