import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { members } from '../../processors/members.ts';
import { payers } from '../../processors/payers.ts';
import { spend } from '../../processors/spend.ts';
import { Driver } from '../../runtime/driver/driver.ts';
import type { IdentityDecision, Order } from '../../schemas/generated/types.ts';
import { type Topic, topics } from '../../schemas/topics.ts';
import { Reference, type Tables } from './reference.ts';
import { settings } from './settings.ts';
import { anyWorld, choicesOf, type World } from './world.ts';

let reference: Reference;
beforeAll(async () => {
  reference = await Reference.open();
});
afterAll(() => reference.close());

test(
  'whatever arrives, in whatever order, how often and between what crashes: the tables are those of plain SQL',
  async () => {
    await fc.assert(
      fc.asyncProperty(anyWorld, async (world) => {
        const { driver, arrived } = live(world);
        const expected = await reference.tablesOf(arrived.orders, arrived.decisions, arrived.tick_ms, settings);
        expect(tablesOf(driver)).toEqual(sorted(expected));
        expect(driver.rejected).toEqual([]);
      }),
      { numRuns: Number(process.env.FC_RUNS ?? 150) },
    );
  },
  60_000 * 10,
);

interface Arrived {
  readonly orders: Order[];
  readonly decisions: IdentityDecision[];
  tick_ms: number | null;
}

/** The world's happenings in a driver that chooses, aborts and crashes by the world's seed, until all is at rest. */
function live(world: World): { driver: Driver; arrived: Arrived } {
  const choose = choicesOf(world.seed);
  const driver = new Driver([payers(), members(), spend(settings)], {
    choose,
    abort_one_in: 20,
    expiries_per_slice: 2,
  });
  const arrived: Arrived = { orders: [], decisions: [], tick_ms: null };
  const told: (() => void)[] = [];
  const tell = (what: () => void) => {
    told.push(what);
    what();
  };
  for (const h of world.happenings) {
    if (h.kind === 'run') driver.run(h.turns);
    if (h.kind === 'crash') driver.crash();
    if (h.kind === 'again') told.at(-1 - h.back)?.();
    if (h.kind === 'order') {
      tell(() => {
        arrived.orders.push(h.order);
        driver.write(topics.orders, h.order);
      });
    }
    if (h.kind === 'decision') {
      tell(() => {
        arrived.decisions.push(h.decision);
        driver.write(topics.identity_decisions, h.decision);
      });
    }
    if (h.kind === 'tick') {
      arrived.tick_ms = Math.max(h.at, arrived.tick_ms ?? h.at);
      driver.tick(h.at);
    }
  }
  driver.run();
  return { driver, arrived };
}

function tablesOf(driver: Driver) {
  const rows = <T>(topic: Topic<T>) => [...driver.table(topic).values()];
  return sorted({
    guest_identities: rows(topics.guest_identities).map(({ member, guest_id, decided }) => ({
      member,
      guest_id,
      decided,
    })),
    guest_spend_history: rows(topics.guest_spend_history).map((row) => ({
      ...row,
      parts: row.parts.map(({ differs, ...part }) => (differs === null ? { ...part } : { ...part, differs })),
    })),
    guest_spend: rows(topics.guest_spend).map((row) => ({ ...row })),
    loyalty_changes: rows(topics.loyalty_changes).map((row) => ({ ...row })),
  });
}

function sorted(tables: Tables): Tables {
  const key = (row: Readonly<Record<string, unknown>>) =>
    `${row.guest_id} ${row.member} ${row.order_id} ${row.currency}`;
  const inOrder = (rows: Tables['guest_spend']) => [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return {
    guest_identities: inOrder(tables.guest_identities),
    guest_spend_history: inOrder(tables.guest_spend_history),
    guest_spend: inOrder(tables.guest_spend),
    loyalty_changes: inOrder(tables.loyalty_changes),
  };
}
