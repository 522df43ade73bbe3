import type { PaperMaker } from '../../../domain/registry/behaviour';
import { recordPaper } from '../../../domain/report/recordPaper';
import { commission } from './declaration';

const [, reminder] = commission.root.papers;

export const commissionPapers: Readonly<Record<string, PaperMaker>> = {
  reminder: (input) => ({
    ...recordPaper(commission, reminder, input),
    fileTitle: 'Напоминание об исполнении',
  }),
};
