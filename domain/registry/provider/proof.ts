import type { FieldValues } from '../fieldKinds';

/** Says of an imported row who the provider is, where nobody says it and the codes prove it. */
export function providerProof(stated: FieldValues): FieldValues {
  const entityKind = stated['entityKind'] ?? certainEntityKind(stated);
  return entityKind === null ? stated : { ...stated, entityKind };
}

/**
 * Who a provider is, when its codes prove it: a good ИНН of 10 digits is a legal entity's and of 12 a person's, the
 * sections of ОКОПФ (ОК 028-2012) are of legal entities (1, 2, 6, 7) and of persons (5). Codes that disagree, branches
 * without rights of their own (3) and international bodies (4) prove nothing.
 */
function certainEntityKind(fields: FieldValues): 'legalEntity' | 'entrepreneur' | null {
  const proofs = new Set([byInn(fields['inn']), byLegalForm(fields['legalForm'])]);
  proofs.delete(undefined);
  const [kind, ...others] = proofs;
  return kind === undefined || others.length > 0 ? null : kind;
}

type Value = FieldValues[string] | undefined;

function byInn(inn: Value): 'legalEntity' | 'entrepreneur' | undefined {
  if (typeof inn !== 'string') return undefined;
  return inn.length === 10 ? 'legalEntity' : 'entrepreneur';
}

function byLegalForm(okopf: Value): 'legalEntity' | 'entrepreneur' | undefined {
  if (typeof okopf !== 'string') return undefined;
  if (/^[1267]/.test(okopf)) return 'legalEntity';
  return okopf.startsWith('5') ? 'entrepreneur' : undefined;
}
