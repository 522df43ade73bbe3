import type { PaperMaker } from '../behaviour';
import { providerExtract } from './extract';
import { providerList } from './listPaper';

export const providerPapers: Readonly<Record<string, PaperMaker>> = {
  extract: providerExtract,
  list: providerList,
};
