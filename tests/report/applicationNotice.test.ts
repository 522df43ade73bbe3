import { describe, expect, it } from 'vitest';
import { applicationPapers } from '../../domain/registry/application/papers';
import type { PrintedRecord } from '../../domain/report/printedFields';
import type { ReportModel } from '../../domain/report/reportModel';
import { paperContext, paperOffice } from '../support/pdf/paperSamples';

/** What an applicant is told: words follow from where the application stands, and nothing inside of the office goes out. */
const act = {
  number: '14',
  decidedOn: '2026-11-20',
  ground: 'неполные сведения',
  decidedBy: 'Примерова А. А.',
};
const application = (status: string): PrintedRecord => ({
  status,
  registrationNumber: status === 'draft' ? null : 'З-07-2026-0014',
  fields: {
    applicant: 'АНО "Проверочный дом"',
    kind: 'include',
    address: '423330, Примерный район, ул. Тукая, д. 1',
    receivedOn: '2026-11-12',
    registeredOn: status === 'draft' ? null : '2026-11-13',
    note: 'СЛУЖЕБНО не печатать',
  },
  lists: {
    decisions: [
      { event: 'register' },
      { event: 'grant', ...act, ground: 'заявление поставщика' },
      { event: 'refuse', ...act },
      { event: 'return', reason: 'Нет подписи заявителя' },
    ],
  },
});
function noticeOf(status: string): ReportModel {
  const made = applicationPapers['notice']?.({
    ...{ records: [application(status)], office: paperOffice, context: paperContext },
  });
  if (made === undefined) throw new Error('no maker');
  return made;
}
const wordsIn = (model: ReportModel): string => JSON.stringify(model).replaceAll('\u00a0', ' ');

describe('the notice for an applicant', () => {
  it('says of each status what was done, when, and under which number', () => {
    const known = 'зарегистрированное 13.11.2026 под № З-07-2026-0014';
    for (const [status, title, ...said] of [
      ['registered', 'Уведомление о регистрации заявления', 'поступило 12.11.2026', 'под № З-07-2026-0014'],
      ['handedOver', 'Уведомление о регистрации заявления', 'зарегистрировано 13.11.2026'],
      ['granted', 'Уведомление об удовлетворении заявления', known, 'о включении в реестр', '20.11.2026'],
      ['refused', 'Уведомление об отказе', known, 'отказано', 'неполные сведения', '14'],
      ['returned', 'Уведомление о возвращении заявления', known, 'Нет подписи заявителя'],
    ] as const) {
      const model = noticeOf(status);
      expect([status, model.header.title]).toEqual([status, title]);
      expect(model.header.addressee).toEqual(['АНО «Проверочный дом»', expect.stringContaining('423330')]);
      for (const words of said) expect(wordsIn(model)).toContain(words);
      expect(wordsIn(model)).not.toContain('СЛУЖЕБНО');
    }
  });

  it('says the act of its own end only', () => {
    expect(wordsIn(noticeOf('registered'))).not.toContain('Примерова');
    expect(wordsIn(noticeOf('returned'))).not.toContain('Примерова');
    expect(wordsIn(noticeOf('granted'))).not.toContain('неполные сведения');
  });

  it('is none while the application is not registered', () => {
    expect(noticeOf('draft').header.notice).toContain('не является уведомлением');
  });
});
