/** Subjects of letters as other systems write them. People read them; nothing is ever routed by one. */
export const documentSubject = (document: { number: string; date: string; uid: string }): string =>
  `ЭСД МЭДО (${document.number} от ${document.date.split('-').reverse().join('.')} {${document.uid.toUpperCase()}})`;

export const receiptSubject = 'ЭСД МЭДО(Квитанция)';

/** How the machine-readable attachment is described to a person who opens the container in another system. */
export const changesDescription = 'Сведения об изменениях записей для обработки программой';

/** The passport's annotation: what the document is about. */
export const changesAnnotation = (count: number): string => `О направлении изменений (изменений: ${count})`;
