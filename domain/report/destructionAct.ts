import { foldText } from '../values/foldText';
import { formatPlainDate } from '../values/plainDate';
import type { ReportModel, ReportOffice } from './reportModel';
import { pageLabel, paragraph, signatureOf, systemName } from './reportParts';
import { typographic } from './typography';

/**
 * Акт об уничтожении персональных данных: what приказ Роскомнадзора от 28.10.2022 № 179 wants in it. The only paper that
 * names somebody whom the program can no longer name: it is printed, signed and kept for three years outside.
 */
export interface DestructionActInput {
  readonly office: ReportOffice;
  readonly number: string;
  /** Day of the destruction, `YYYY-MM-DD`. */
  readonly madeOn: string;
  readonly subjects: readonly DestroyedSubject[];
  readonly ground: string;
  readonly reason: string;
  /** Who did it, and so signs the act. */
  readonly by: { readonly name: string; readonly post: string };
}

export interface DestroyedSubject {
  readonly recordId: string;
  readonly name: string;
  /** Labels of the fields that held something. */
  readonly categories: readonly string[];
  /** Attached files that were destroyed with the record. */
  readonly files: number;
}

export function destructionAct(input: DestructionActInput): ReportModel {
  const { office, number, madeOn, subjects } = input;
  const pair = (label: string, value: string) => ({ label, value: typographic(value) });
  return {
    kind: 'act',
    language: 'ru',
    fileTitle: `Акт об уничтожении персональных данных № ${number}`,
    madeOn,
    header: {
      organisation: [office.name, office.address ?? ''].filter((line) => line !== '').map(typographic),
      documentKind: 'АКТ',
      title: 'об уничтожении персональных данных',
      date: formatPlainDate(madeOn),
      number: typographic(`№ ${number}`),
    },
    sections: [
      {
        blocks: [
          {
            type: 'pairs',
            items: [
              pair('Оператор', [office.name, office.address ?? ''].filter((part) => part !== '').join(', ')),
              pair('Лицо, обрабатывающее данные по поручению оператора', 'нет'),
              pair('Информационная система', systemName),
              pair('Носитель', 'база данных на жёстком диске автоматизированного рабочего места'),
              pair(
                'Способ уничтожения',
                'уничтожены ключи, без которых записанное в базе и её журнале не может быть прочитано, ' +
                  'и само записанное в реестре',
              ),
              pair('Причина', input.ground),
              pair('Пояснение', input.reason),
              pair('Дата уничтожения', formatPlainDate(madeOn)),
              pair('Уничтожил', `${input.by.post} ${input.by.name}`),
            ],
          },
          {
            type: 'table',
            caption: 'Субъекты персональных данных',
            columns: [
              { title: '№', width: 1, align: 'right' },
              { title: 'Фамилия, имя, отчество', width: 5, align: 'left' },
              { title: 'Категории уничтоженных данных', width: 8, align: 'left' },
              { title: 'Учётная запись', width: 5, align: 'left' },
            ],
            rows: subjects.map(({ name, categories, files, recordId }, index) => [
              String(index + 1),
              name,
              [...categories, ...(files === 0 ? [] : [`файлы: ${files}`])].join(', '),
              recordId,
            ]),
          },
          paragraph(
            'К акту прилагается выгрузка из журнала регистрации событий. Акт и выгрузка хранятся три года ' +
              '(приказ Роскомнадзора от 28.10.2022 № 179).',
          ),
          paragraph(
            'Резервные копии, сделанные до этого дня, ещё содержат ключи; копии, сделанные позже, — нет. ' +
              'Прежние копии удаляются по сроку их хранения.',
          ),
        ],
      },
    ],
    signatures: signatures(input),
    footnotes: [],
    pageLabel,
  };
}

/** Whoever destroyed, and for the office its signer unless he is the same. */
function signatures({ office, by }: DestructionActInput): ReportModel['signatures'] {
  const own = { post: typographic(by.post), name: typographic(by.name) };
  const signer = signatureOf(office);
  return signer.name !== undefined && foldText(signer.name) === foldText(own.name) ? [own] : [own, signer];
}
