import type { Option } from '../fieldKinds';

export const agreementKinds: readonly Option[] = [
  { code: 'agreement', ru: 'соглашение', tt: 'килешү' },
  { code: 'jointOrder', ru: 'совместный приказ', tt: 'уртак боерык' },
];
