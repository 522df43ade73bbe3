import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OfficeKind } from '../../../domain/exchange/officeKind';
import { officeConfigShape } from '../../../domain/exchange/officeConfig';
import { createDatabaseFile, openDatabase } from '../../../db/file/openDatabase';
import { makeMessages } from '../../../electron/exchange/outbox';
import { nodePacketFiles } from '../../../electron/exchange/packet/packetFiles';
import { actor, openInnerOffice, type InnerOffice } from '../offices/innerOffice';
import { withPlans } from '../offices/trialAudience';
import { carryPost, type Mailbox } from './postman';

/** Offices around one ministry that keep plans (`trialAudience.ts`), with real databases, packets and folders. */
export interface PlanOffice extends Mailbox {
  readonly code: string;
  readonly inner: InnerOffice;
}

export interface PlanPlace {
  readonly code: string;
  readonly kind: OfficeKind;
  readonly oktmo: readonly string[];
}

export interface PlanWorld {
  offices(): readonly PlanOffice[];
  office(code: string): PlanOffice;
  /** Opens all offices again, each with this said in its `office.json`. */
  place(places: readonly PlanPlace[]): Promise<void>;
  /** Rounds of all offices until nothing is under way; the ministry's messages of so few changes, where that is said. */
  settle(limit?: number): Promise<void>;
  close(): Promise<void>;
}

async function makeInPages({ database, office }: InnerOffice, limit: number): Promise<void> {
  const deps = {
    ...{ database, config: office.config, packetFiles: nodePacketFiles, quarantineFolder: '' },
    ...{ printer: office.printer, context: office.context, deciders: office.deciders },
    ...{ registryChanged: office.registryChanged, clockApartDays: office.policy.clock.apartDays },
  };
  for (const peer of office.config.peers) await makeMessages(deps, actor, peer, limit);
}

const ministry: PlanPlace = { code: 'mintrud', kind: 'ministry', oktmo: [] };

export async function openPlanWorld(first: readonly PlanPlace[]): Promise<PlanWorld> {
  const root = await mkdtemp(join(tmpdir(), 'yardam-plans-'));
  let time = Date.parse('2026-11-23T06:00:00Z');
  const now = (): Date => new Date((time += 1));
  const codes = [ministry, ...first].map(({ code }) => code);
  for (const code of codes) {
    for (const folder of ['data', 'ToSend', 'In']) await mkdir(join(root, code, folder), { recursive: true });
    await createDatabaseFile(join(root, code, 'data'), withPlans);
  }
  let open = new Map<string, PlanOffice>();
  const openAll = async (places: readonly PlanPlace[]): Promise<void> => {
    const all = [ministry, ...places];
    const addressOf = (place: PlanPlace) => ({
      ...{ ...place, oktmo: [...place.oktmo], name: `Проверочное ${place.code}` },
      uid: `${String(codes.indexOf(place.code) + 1).repeat(8)}-1111-4111-8111-111111111111`,
      mailbox: `${place.code.toUpperCase()}~RT`,
    });
    open = new Map();
    for (const place of all) {
      const edms = { outgoing: join(root, place.code, 'ToSend'), incoming: join(root, place.code, 'In') };
      const peers = place.code === ministry.code ? places : [ministry];
      const config = officeConfigShape.parse({
        ...{ office: addressOf(place), peers: peers.map(addressOf), edms },
      });
      const inner = await openInnerOffice(join(root, place.code, 'data'), {
        ...{ now, config },
        open: async (folder, clock) => {
          const opened = await openDatabase(folder, clock, withPlans);
          if (!opened.ok) throw new Error(opened.error.code);
          return opened.value;
        },
      });
      open.set(place.code, { code: place.code, inner, mailbox: addressOf(place).mailbox, ...edms });
    }
  };
  const closeAll = async (): Promise<void> => {
    for (const { inner } of open.values()) await inner.close();
  };
  await openAll(first);
  return {
    offices: () => [...open.values()],
    office(code) {
      const found = open.get(code);
      if (found === undefined) throw new Error(`no office ${code}`);
      return found;
    },
    async place(places) {
      await closeAll();
      await openAll(places);
    },
    async settle(limit) {
      for (let turn = 0; turn < 12; turn += 1) {
        for (const { inner, code } of open.values()) {
          if (limit !== undefined && code === ministry.code) await makeInPages(inner, limit);
          await inner.must('exchange.run', {});
        }
        if ((await carryPost([...open.values()])).length === 0) return;
      }
      throw new Error('the exchange does not come to rest');
    },
    async close() {
      await closeAll();
      await rm(root, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
