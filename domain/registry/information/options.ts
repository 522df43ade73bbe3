import type { Option } from '../fieldKinds';

/** The six categories of 907 п. 4.6. */
export const categories: readonly Option[] = [
  {
    code: 'addresses',
    ru: '1) местонахождение, телефоны, адреса',
    tt: '1) урнашкан урыны, телефоннар, адреслар',
  },
  { code: 'specialists', ru: '2) наличие специалистов', tt: '2) белгечләр булуы' },
  { code: 'procedures', ru: '3) условия и порядок', tt: '3) шартлар һәм тәртип' },
  { code: 'citizen', ru: '4) данные о гражданине', tt: '4) гражданин турында мәгълүмат' },
  {
    code: 'measures',
    ru: '5) мероприятия программы, требующие взаимодействия',
    tt: '5) программаның хезмәттәшлек таләп иткән чаралары',
  },
  { code: 'other', ru: '6) иное', tt: '6) башкасы' },
];
