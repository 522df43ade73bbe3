import type { RecordFields } from '../../domain/registry/fieldKinds';
import { passwordOf, type Desk, type KeyOffice } from '../support/offices/keyOffice';
import { pdfOf } from '../support/record/contents';
import { makeProvider, makeProvidersCsv } from '../support/record/makeProviders';
import type { Dice } from './dice';
import type { Acknowledged, ActivityName, Attempt, KnownRecord, Order } from './victimLine';

/** What the killed program does, by activity: the calls an operator makes, without a pause and without an end. */
export interface Scene {
  readonly office: KeyOffice;
  readonly order: Order;
  readonly dice: Dice;
  tell<T>(attempt: Attempt, call: () => Promise<T>, answer: (value: T) => Acknowledged): Promise<T>;
}

export const acts: Readonly<Record<ActivityName, (scene: Scene) => Promise<void>>> = {
  async saving(scene) {
    const desk = await scene.office.at('operator');
    const known = [...scene.order.records];
    for (;;) await saveSomething(scene, desk, known, ['provider', 'person']);
  },

  async importing(scene) {
    const desk = await scene.office.at('operator');
    for (;;) {
      const bytes = Buffer.from(makeProvidersCsv(importedRows, scene.dice.below(100_000) * 50));
      const input = { registry: 'provider', fileId: await desk.upload('list.csv', bytes) };
      const { batchId } = await scene.tell(
        { do: 'import' },
        () => desk.must('import.apply', input),
        (made) => ({ batchId: made.batchId, count: made.created }),
      );
      if (scene.dice.roll() < 0.4)
        await scene.tell(
          { do: 'undo', batchId },
          () => desk.must('import.undo', { batchId }),
          ({ withdrawn }) => ({ batchId, count: withdrawn }),
        );
    }
  },

  async exchanging(scene) {
    const desk = await scene.office.at('operator');
    const known = [...scene.order.records];
    for (;;) {
      for (let some = scene.dice.below(3); some >= 0; some -= 1)
        await saveSomething(scene, desk, known, ['provider']);
      await scene.tell(
        { do: 'exchange' },
        () => desk.must('exchange.run', {}),
        ({ laid }) => ({ count: laid }),
      );
    }
  },

  /** The opening is what is killed. */
  async migrating({ office }) {
    await office.at('admin');
  },

  async backingUp(scene) {
    const desk = await scene.office.at('operator');
    const known = [...scene.order.records];
    for (;;) {
      for (let some = scene.dice.below(3); some >= 0; some -= 1)
        await saveSomething(scene, desk, known, ['provider', 'person']);
      await scene.tell(
        { do: 'backup' },
        () => desk.must('backup.make', {}),
        ({ fileName }) => ({ fileName }),
      );
    }
  },

  async renewing(scene) {
    const desk = await scene.office.at('head');
    for (;;)
      await scene.tell(
        { do: 'renew' },
        () => desk.must('key.renew', { password: passwordOf('head') }),
        ({ recoveryCode, records }) => ({ code: recoveryCode, count: records }),
      );
  },

  async destroying(scene) {
    const desk = await scene.office.at('head');
    const left = scene.order.records.map(({ recordId }) => recordId);
    while (left.length > 0) {
      const recordIds = left.splice(0, destroyedAtOnce);
      const ordered = { ground: 'consentWithdrawn', reason: 'Заявление', password: passwordOf('head') };
      await scene.tell(
        { do: 'destroy', recordIds },
        () => desk.must('person.destroy', { registry: 'person', recordIds, ...ordered }),
        ({ number }) => ({ code: number }),
      );
    }
  },

  async attaching(scene) {
    const { dice, tell } = scene;
    const desk = await scene.office.at('operator');
    const fields = newProvider(dice);
    const { recordId: own } = await desk.must('record.create', { registry: 'provider', fields });
    const records = [...scene.order.records, { registry: 'provider', recordId: own }];
    for (;;) {
      const record = dice.pick(records);
      const bytes = pdfOf(`файл ${dice.below(1_000_000)}`, dice.below(fileBytes));
      const fileId = await desk.upload('scan.pdf', bytes);
      const { rowId } = await tell(
        { do: 'attach' },
        () => desk.must('file.attach', { ...record, fileId }),
        (attached) => ({ recordId: attached.rowId }),
      );
      if (dice.roll() < 0.5) continue;
      await tell(
        { do: 'detach', rowId },
        () => desk.must('file.detach', { ...record, rowId }),
        () => ({ recordId: rowId }),
      );
    }
  },
};

const importedRows = 100;
/** A score of pieces: some kills land between two of them. */
const fileBytes = 1_200_000;
const destroyedAtOnce = 3;

async function saveSomething(
  scene: Scene,
  desk: Desk,
  known: KnownRecord[],
  registries: readonly string[],
): Promise<void> {
  const { dice, tell } = scene;
  if (known.length === 0 || dice.roll() < 0.4) {
    const registry = dice.pick(registries);
    const fields = registry === 'provider' ? newProvider(dice) : newPerson(dice);
    const { recordId } = await tell(
      { do: 'create', registry, fields },
      () => desk.must('record.create', { registry, fields }),
      (made) => made,
    );
    known.push({ registry, recordId });
    return;
  }
  const { registry, recordId } = dice.pick(known);
  const fields = registry === 'provider' ? providerEdit(dice) : personEdit(dice);
  const { version: baseVersion } = await desk.must('record.open', { registry, recordId });
  const input = { registry, recordId, baseVersion, fields };
  if (dice.roll() < 0.3)
    await tell(
      { do: 'draft', ...input },
      () => desk.must('draft.keep', input),
      () => ({ recordId }),
    );
  else
    await tell(
      { do: 'save', ...input },
      () => desk.must('record.save', input),
      ({ version }) => ({ recordId, version }),
    );
}

function newProvider(dice: Dice): RecordFields {
  const { fields, lists } = makeProvider(dice.below(9_000_000));
  return { ...fields, ...lists };
}

/** Every edit says something new in both of its fields: one of them alone would be half a save. */
const providerEdit = (dice: Dice): RecordFields => ({
  conditions: `Комнаты, вид ${dice.below(1_000_000)}`,
  experienceText: `Порядок ${dice.below(1_000_000)}`,
});

const newPerson = (dice: Dice): RecordFields => ({
  surname: dice.pick(['Заречнова', 'Озёрнова', 'Полевова', 'Горнакова']),
  givenName: 'Пример',
  location: `ул. Тихая, ${dice.below(1_000_000)}`,
  birthOn: `19${String(40 + dice.below(50))}-05-09`,
});

const personEdit = (dice: Dice): RecordFields => ({
  location: `ул. Новая, ${dice.below(1_000_000)}`,
  note: `Записка ${dice.below(1_000_000)}`,
});
