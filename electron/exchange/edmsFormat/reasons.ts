import type { ErrorCode } from '../../../domain/values/errorCodes';

/**
 * Why a packet was not taken, in words for a clerk: written beside it in quarantine and as the comment of the receipt.
 * Papers between offices are in Russian; the window has its own sentences in both languages.
 */
type PacketCode = Extract<ErrorCode, `packet.${string}`>;

const reasons: Readonly<Record<PacketCode, string>> = {
  'packet.incomplete': 'Пакет записан не полностью. Он оставлен до следующего сеанса обмена.',
  'packet.noEnvelope': 'В пакете нет письма envelope.ltr (envelope.ini), которое можно прочитать.',
  'packet.noMessage': 'В пакете нет сообщения МЭДО. Попросите отправителя прислать пакет ещё раз.',
  'packet.malformedXml':
    'Сообщение повреждено: это не правильный XML. Попросите отправителя прислать его ещё раз.',
  'packet.badMessage': 'Сообщение составлено не по правилам МЭДО: в нём нет обязательных сведений.',
  'packet.unsafeXml': 'Сообщение содержит запрещённые описания (DTD или сущности) и не открывалось.',
  'packet.unsafeName': 'В пакете есть имя файла, ведущее за его пределы, или ссылка. Пакет не открывался.',
  'packet.tooLarge': 'Пакет слишком велик или распаковывается в слишком большой объём.',
  'packet.hashMismatch':
    'Содержимое не совпадает с указанной контрольной суммой: пакет повреждён или изменён в пути.',
  'packet.unknownVersion': 'Пакет составлен более новой версией программы или формата. Обновите программу.',
  'packet.unknownKind':
    'Сообщения этого вида программа не принимает. Зарегистрируйте его в системе документооборота.',
  'packet.foreignSender':
    'Отправитель не указан среди участников обмена, либо адрес и идентификатор не совпадают.',
  'packet.wrongAddressee': 'Пакет адресован другому участнику.',
  'packet.badContainer': 'Транспортный контейнер повреждён или в нём нет файла, названного в описании.',
  'packet.badPayload': 'Вложение с изменениями составлено не по правилам обмена.',
  'packet.conflictingDuplicate':
    'Под этим номером раньше пришло другое содержимое. Сверьтесь с отправителем.',
  'packet.forbiddenChange':
    'В пакете есть сведения реестра, который между учреждениями не пересылается (например, о гражданах).',
  'packet.notForUs': 'В пакете есть записи, не предназначенные этому учреждению. Они не приняты.',
  'packet.secondLife':
    'В пакете есть слово нашей организации, которого она не говорила: похоже, работает вторая копия её базы.',
  'packet.strayReceipt': 'Квитанция на сообщение, которого мы не отправляли.',
};

export const reasonFor = (code: PacketCode): string => reasons[code];
export type { PacketCode };
