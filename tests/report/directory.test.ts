import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDeskOffice, type DeskOffice } from '../support/offices/deskOffice';
import { fillDirectory } from '../support/record/fillDirectory';
import { pdfPageTexts } from '../support/pdf/pdfObjects';

/** The directory as paper: by body, by municipality, by speciality. */
describe('the printed directory', () => {
  let office: DeskOffice;
  beforeAll(async () => {
    office = await openDeskOffice();
    await fillDirectory((fields, registry) => office.must('record.create', { registry, fields }));
  });
  afterAll(() => office.close());

  async function print(by: string, search?: string): Promise<readonly string[]> {
    const shown = search === undefined ? {} : { shown: { search } };
    const { file, pages } = await office.must('document.make', { kind: `participant-${by}`, ...shown });
    const stored = office.app.filesOf(office.session)?.find(file.fileId);
    const texts = pdfPageTexts(stored === undefined ? Buffer.of() : await buffer(stored.stream()));
    expect(texts).toHaveLength(pages);
    return texts.map((text) => text.replace(/\s+/gu, ''));
  }

  it('says of a body its contacts, its functions and who is under it', async () => {
    const text = (await print('byBody')).join('');
    const at = text.indexOf('Проверочныйкомитет');
    const body = text.slice(at);
    expect(body).toContain('координатормуниципальногообразования:Арскиймуниципальныйрайон');
    expect(body).toContain('дежурный');
    expect(body).toContain('+7(843)660-00-01');
    expect(body).toContain('Центр«Тихаязаводь»');
    expect(text).not.toContain('СЛУЖЕБНО');
  });

  it('says of a municipality its territorial office first, then who is there', async () => {
    const text = (await print('byDistrict', 'Арский район')).join('');
    const order = ['Арскиймуниципальныйрайон', 'Отдел«Рассвет»', 'Центр«Тихаязаводь»', 'детскийпсихолог'];
    const places = order.map((words) => text.indexOf(words, text.indexOf('Арскиймуниципальныйрайон')));
    expect(places.slice(1)).toEqual([...places.slice(1)].sort((a, b) => a - b));
    expect(places.slice(1).every((place) => place > 0)).toBe(true);
    expect(text).not.toContain('Азнакаевский');
  });

  it('says of a speciality where it is and whom to call, the organisation where it has no telephone', async () => {
    const text = (await print('bySpeciality')).join('');
    expect(text).toContain('Детскийпсихолог');
    expect(text).toContain('+7(843)660-00-02');
    expect(text.slice(text.indexOf('Юрист'))).toContain('+7(843)660-00-00');
  });
});
