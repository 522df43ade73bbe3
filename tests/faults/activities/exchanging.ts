import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { ReadDb } from '../../../db/file/handles';
import { readEnvelope } from '../../../electron/exchange/edmsFormat/envelope';
import { envelopeName } from '../../../electron/exchange/packet/layPacket';
import { carryPost, type Mailbox } from '../../support/exchange/postman';
import { expectSound } from '../../support/offices/soundDatabase';
import type { KeyOffice } from '../../support/offices/keyOffice';
import type { Activity, Ground } from '../activity';
import { createLedger, type Ledger } from '../ledger';
import { inFile, reopen } from '../reopen';
import { shipped } from '../../../electron/app/shipped';
import { toldFields } from '../../support/record/toldFields';

/**
 * Two offices write to each other through folders and either is killed, at making, laying, taking or receipting: what
 * the transport client could take is whole, nothing is applied twice, and left alone both come to the same records.
 */
export const exchanging: Activity = {
  name: 'exchanging',
  share: 16,
  killsPerFolder: 8,
  range: { lines: 10, reach: 12 },
  async begin(ground, dice) {
    const sides = [await makeSide(ground, 'mintrud'), await makeSide(ground, 'aznakaevo')] as const;
    let side: Side = sides[0];
    const look = (which: Side): Promise<number> =>
      reopen(ground, which.dataFolder, {
        office: async (office) =>
          which.ledger.check(
            await office.at('operator'),
            ['provider'],
            sides.filter((other) => other !== which).map(({ ledger }) => ledger),
          ),
      });
    return {
      watched: [
        { folders: sides.map(({ dataFolder }) => dataFolder), changes: 50 },
        { folders: sides.flatMap(({ outgoing, incoming }) => [outgoing, incoming]), changes: 5 },
      ],
      async order() {
        if (dice.roll() < 0.8) await carryPost(sides);
        side = dice.pick(sides);
        return { dataFolder: side.dataFolder, records: side.ledger.records() };
      },
      async heard(lines) {
        side.ledger.heard(lines);
        await expectPacketsWhole(side.outgoing);
      },
      look: () => look(side),
      async finish() {
        for (const one of sides) await look(one);
        await settle(ground, sides);
        const [here, there] = await Promise.all(sides.map(({ dataFolder }) => inFile(dataFolder, contentOf)));
        expect(there).toEqual(here);
        for (const { dataFolder } of sides) await inFile(dataFolder, expectSound);
      },
    };
  },
};

interface Side extends Mailbox {
  readonly dataFolder: string;
  readonly ledger: Ledger;
}

const addresses = {
  mintrud: { code: 'mintrud', kind: 'ministry', name: 'Проверочное министерство', uid: uidOf(1) },
  aznakaevo: { code: 'aznakaevo', kind: 'territorial', name: 'Азнакаевский отдел', uid: uidOf(2) },
} as const;

function uidOf(number: number): string {
  return `${String(number).repeat(8)}-1111-4111-8111-111111111111`;
}

/** The office with the accounts of the ground, under another name and with a peer. */
async function makeSide({ offices, makeFolder }: Ground, code: keyof typeof addresses): Promise<Side> {
  const dataFolder = await offices.copy();
  const post = await makeFolder();
  const edms = { outgoing: join(post, 'ToSend'), incoming: join(post, 'In') };
  for (const folder of Object.values(edms)) await mkdir(folder);
  const withMailbox = (of: keyof typeof addresses) => ({ ...addresses[of], mailbox: mailboxOf(of) });
  const peer = code === 'mintrud' ? 'aznakaevo' : 'mintrud';
  const config = { office: withMailbox(code), peers: [withMailbox(peer)], edms };
  await writeFile(join(dataFolder, 'office.json'), JSON.stringify(config));
  return { dataFolder, mailbox: mailboxOf(code), ...edms, ledger: createLedger() };
}

const mailboxOf = (code: string): string => `${code.toUpperCase()}~RT`;

/** A folder that a client would take holds every file that its envelope names. */
async function expectPacketsWhole(outgoing: string): Promise<void> {
  for (const name of (await readdir(outgoing)).filter((one) => !one.startsWith('.'))) {
    const there = await readdir(join(outgoing, name));
    if (!there.includes(envelopeName)) continue;
    const envelope = readEnvelope(await readFile(join(outgoing, name, envelopeName)));
    if (!envelope.ok) throw new Error(`an envelope that cannot be read: ${envelope.error.code}`);
    expect(there).toEqual(expect.arrayContaining([...envelope.value.files]));
  }
}

/** Rounds on both sides until nothing moves; then nothing waits, nothing is in quarantine and no half packet lies about. */
async function settle({ offices }: Ground, sides: readonly Side[]): Promise<void> {
  const open: KeyOffice[] = [];
  for (const { dataFolder } of sides) open.push(await offices.open(dataFolder));
  try {
    for (let round = 0; round < 12; round += 1) {
      const delivered = await carryPost(sides);
      let moved = delivered.length;
      for (const office of open) {
        const { taken, laid } = await (await office.at('operator')).must('exchange.run', {});
        moved += taken + laid;
      }
      if (moved === 0) break;
    }
    for (const office of open)
      expect(await (await office.at('operator')).must('exchange.status', {})).toMatchObject({
        ...{ unsent: 0, unreceipted: 0, quarantined: 0, conflicts: 0 },
      });
  } finally {
    for (const office of open) await office.close();
  }
  for (const { incoming, outgoing } of sides)
    expect([...(await readdir(incoming)), ...(await readdir(outgoing))]).toEqual([]);
}

/** What both offices must agree on: every row of the registry but its local numbers, and every change, once. */
async function contentOf(read: ReadDb): Promise<unknown> {
  const local = ['seq', 'version', 'created_at', 'changed_at'];
  const tables: unknown[] = [];
  for (const registry of shipped.registries.all) {
    if (shipped.registries.rootOf(registry).code !== 'provider') continue;
    const rows = await read.all<Record<string, unknown>>(`SELECT * FROM ${registry.table} ORDER BY id`);
    tables.push(
      rows.map((row) =>
        Object.fromEntries(Object.entries(row).filter(([column]) => !local.includes(column))),
      ),
    );
  }
  // Asks are their author's alone; what was accepted both sides know by the same key.
  const words = await read.all(
    `SELECT DISTINCT record_id, field, after, word_key FROM ${toldFields} WHERE kind = 'word'
      ORDER BY record_id, field, word_key`,
  );
  return { tables, words };
}
