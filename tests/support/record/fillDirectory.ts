import type { Input } from '../../../domain/contract';

/** An invented directory: a body with an office and a centre under it, and specialists. */
type Fields = Input<'record.create'>['fields'];

export async function fillDirectory(
  create: (fields: Fields, registry: string) => Promise<{ readonly recordId: string }>,
): Promise<void> {
  const inDistrict = { oktmo: '92612000', address: '422000, Республика Татарстан, г. Арск, ул. Тихая, д. 1' };
  const body = await create(
    {
      ...{ name: 'Проверочный комитет Республики Татарстан', shortName: 'Проверком', kind: 'body' },
      ...{ act: 'Проверочный акт', note: 'СЛУЖЕБНО', site: 'https://proverka.example' },
      contacts: [{ matter: 'notices', post: 'дежурный', phones: ['+78436600001'] }],
      functions: [
        {
          ...{ function: 'coordinator', oktmo: '92612000', act: 'Проверочный акт' },
          validFromOn: '2020-01-01',
        },
      ],
    },
    'participant',
  );
  await create(
    { name: 'Отдел «Рассвет»', kind: 'territorial', body: body.recordId, ...inDistrict },
    'participant',
  );
  const centre = await create(
    {
      ...{ name: 'Центр «Тихая заводь»', kind: 'subordinate', institutionKind: 'kcson', body: body.recordId },
      ...{ phones: ['+78436600000'], emails: ['centre@proverka.example'] },
      ...inDistrict,
    },
    'participant',
  );
  const specialist = (fields: Fields) =>
    create(
      {
        ...{ participant: centre.recordId, sector: 'social', oktmo: '92612000', positionCount: 2 },
        ...{ confirmedOn: '2025-01-10', ...fields },
      },
      'specialist',
    );
  await specialist({ speciality: 'childPsychologist', matter: 'ребёнок', phones: ['+78436600002'] });
  await specialist({ speciality: 'lawyer' });
}
