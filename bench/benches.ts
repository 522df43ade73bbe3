import { sayFigure, sayTarget, type Answer, type Bench } from './answer';
import { attachFile } from './attachFile.bench';
import { backup } from './backup.bench';
import { births } from './births.bench';
import { exportXlsx } from './exportXlsx.bench';
import { identityCheck } from './identityCheck.bench';
import { importRows } from './importRows.bench';
import { listJump } from './listJump.bench';
import { listPage } from './listPage.bench';
import { manyChanges } from './manyChanges.bench';
import { openTerms } from './openTerms.bench';
import { pdfList } from './pdfList.bench';
import { question } from './question.bench';
import { references } from './references.bench';
import { saveField } from './saveField.bench';
import { sealedSave } from './sealedSave.bench';
import { sealedSearch } from './sealedSearch.bench';
import { searchWord } from './searchWord.bench';
import { signIn } from './signIn.bench';
import { start } from './start.bench';
import { withheldRecords } from './withheld.bench';

/** Every question, in the order they are asked. */
export const benches: Readonly<Record<string, Bench>> = {
  saveField,
  openTerms,
  listPage,
  question,
  searchWord,
  listJump,
  identityCheck,
  importRows,
  births,
  references,
  manyChanges,
  withheldRecords,
  pdfList,
  exportXlsx,
  sealedSave,
  sealedSearch,
  signIn,
  start,
  backup,
  attachFile,
};

/** Asks one question: a table for people, then one line of JSON. */
export async function runBench(name: string): Promise<void> {
  const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
  if (bench === undefined) throw new Error(`no bench ${name}`);
  const answer = await bench();
  console.log(tableOf(answer).join('\n'));
  console.log(JSON.stringify({ bench: name, ...answer }));
}

function tableOf({ question, figures, targets, notes = [] }: Answer): string[] {
  const width = Math.max(...figures.map(({ what }) => what.length));
  return [
    '',
    question,
    ...figures.map((figure) => `  ${figure.what.padEnd(width)}  ${sayFigure(figure)}`),
    ...notes.map((note) => `  ${note}`),
    ...targets.map((target) => `  ${sayTarget(target)}`),
  ];
}
