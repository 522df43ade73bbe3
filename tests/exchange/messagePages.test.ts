import { nodePacketFiles } from '../../electron/exchange/packet/packetFiles';
import { describe, expect, it } from 'vitest';
import { makeMessages } from '../../electron/exchange/outbox';
import { openCorrespondence, type Correspondence } from '../support/exchange/foreignOffice';
import { actor } from '../support/offices/innerOffice';
import { soundProvider } from '../support/record/soundProvider';
import { toldFields } from '../support/record/toldFields';

/** More changes than one message takes: the rest goes into the next ones, and what is withheld stands before nothing. */
const registry = 'provider';
const limit = 5;

describe('messages of a few changes each', () => {
  async function make({ office, config }: Correspondence): Promise<void> {
    const { database, office: inner } = office;
    const deps = {
      ...{ database, config, packetFiles: nodePacketFiles, quarantineFolder: '', printer: inner.printer },
      ...{ context: inner.context, registryChanged: inner.registryChanged, deciders: inner.deciders },
      clockApartDays: inner.policy.clock.apartDays,
    };
    for (const peer of config.peers) await makeMessages(deps, actor, peer, limit);
  }
  /** Changes in every message made so far, in the order of the messages. */
  const told = async ({ office }: Correspondence): Promise<number[]> => {
    const rows = await office.database.read.all<{ changes: number }>(
      'SELECT change_count AS changes FROM outgoing_packet ORDER BY number',
    );
    return rows.map(({ changes }) => changes);
  };

  it('tell all there is, page by page, and nothing twice', async () => {
    const post = await openCorrespondence('mintrud', ['almet']);
    for (const fullName of ['Первый', 'Второй', 'Третий', 'Четвёртый'])
      await post.office.must('record.create', {
        registry,
        fields: { fullName, note: fullName, shortName: fullName },
      });
    const { unsent } = await post.office.must('exchange.status', {});
    expect(unsent).toBeGreaterThan(2 * limit);
    await make(post);
    const pages = await told(post);
    expect(pages).toEqual([...pages.slice(0, -1).map(() => limit), pages.at(-1)]);
    expect(pages.reduce((sum, changes) => sum + changes, 0)).toBe(unsent);
    expect((await post.office.must('exchange.status', {})).unsent).toBe(0);
    await make(post);
    expect(await told(post)).toEqual(pages);
  });

  it('reach a participant though more than a page is withheld from it', async () => {
    const post = await openCorrespondence('mintrud', ['minzdrav']);
    for (const fullName of ['Первый', 'Второй', 'Третий', 'Четвёртый'])
      await post.office.must('record.create', { registry, fields: { fullName } });
    await make(post);
    expect(await told(post)).toEqual([]);
    const { fields, lists } = soundProvider();
    const { recordId } = await post.office.must('record.create', {
      registry,
      fields: { ...fields, ...lists },
    });
    await post.office.must('record.move', { registry, recordId, baseVersion: 1, to: 'review' });
    await make(post);
    expect(await told(post)).toEqual([]);
    const decision = {
      number: '1',
      decidedOn: '2026-11-20',
      ground: 'решение',
      decidedBy: 'Примерова А. А.',
    };
    await post.office.must('record.move', { registry, recordId, baseVersion: 2, to: 'included', decision });
    const all = await post.office.database.read.all(`SELECT 1 FROM ${toldFields} WHERE root_id = ?`, [
      recordId,
    ]);
    await make(post);
    expect((await told(post)).reduce((sum, changes) => sum + changes, 0)).toBe(all.length);
  });
});
