import type { Option } from '../fieldKinds';

export const actLevels: readonly Option[] = [
  { code: 'federalLaw', ru: 'федеральный закон', tt: 'федераль закон' },
  {
    code: 'federal',
    ru: 'акт Правительства или министерства России',
    tt: 'Россия Хөкүмәте яки министрлыгы акты',
  },
  { code: 'republicLaw', ru: 'закон Республики Татарстан', tt: 'Татарстан Республикасы законы' },
  { code: 'cabinet', ru: 'акт Кабинета Министров РТ', tt: 'ТР Министрлар Кабинеты акты' },
  { code: 'ministry', ru: 'приказ министерства РТ', tt: 'ТР министрлыгы боерыгы' },
  { code: 'joint', ru: 'совместный акт', tt: 'уртак акт' },
  { code: 'other', ru: 'иной', tt: 'башка' },
];
