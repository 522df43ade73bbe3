/**
 * Who may get a record of the registry of providers: territorial offices and the ministry see it from the draft on,
 * because they prepare and decide (КМ РТ, порядок ведения реестра, п. 10-11); any other participant sees what is public:
 * records that are or were in the registry (442-ФЗ ст. 25 ч. 4).
 */
export const officeKinds = ['ministry', 'territorial', 'institution', 'participant'] as const;
export type OfficeKind = (typeof officeKinds)[number];

export function maySee(peerKind: OfficeKind, status: string): boolean {
  if (peerKind === 'ministry' || peerKind === 'territorial') return true;
  return status === 'included' || status === 'excluded';
}
