import { z } from 'zod';

/**
 * What sort of office it is: the ministry, its territorial offices, an institution of social services, or another body
 * that takes part in the interaction (907 п. 2.1).
 */
export const officeKinds = ['ministry', 'territorial', 'institution', 'body'] as const;
export type OfficeKind = (typeof officeKinds)[number];

/** As settings say it: former versions called a body `participant`. */
export const officeKindShape = z.preprocess(
  (word) => (word === 'participant' ? 'body' : word),
  z.enum(officeKinds),
);
