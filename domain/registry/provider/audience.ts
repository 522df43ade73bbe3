import type { Audience } from '../traits/audience';

/**
 * Territorial offices and the ministry prepare and decide, so they see a provider from the draft on (КМ РТ, порядок ведения
 * реестра, п. 10-11); what is or was in the registry is public (442-ФЗ ст. 25 ч. 4).
 */
export const providerAudience: Audience = [
  { kinds: ['ministry', 'territorial'] },
  { statuses: ['included', 'excluded'] },
];
