import { afterEach, expect, test } from 'vitest';
import { type Host, host, utc } from './sevenrooms-support.ts';
import { ANCHOR_MS, DAY_MS, type Json, until } from './support.ts';

let one: Host;
afterEach(() => one.visitor.sandbox.close());

/** Reads what has changed since the last scan, again and again, until a moment; the latest `updated` of each row. */
async function read(what: 'reservations' | 'clients', to_ms: number, between: (rows: Json[]) => Promise<void>) {
  const latest = new Map<string, number>();
  let since_ms = ANCHOR_MS;
  await until(`${what} of a third of a day are read`, async () => {
    const begun_ms = one.visitor.sandbox.clock.now_ms();
    const rows = await one.rows(what, { updated_since: new Date(since_ms).toISOString(), limit: '20' });
    for (const row of rows) latest.set(row.id, utc(row.updated));
    since_ms = begun_ms;
    await between(rows);
    return begun_ms > to_ms;
  });
  return { latest, since_ms };
}

test.each(['reservations', 'clients'] as const)(
  'live %s are read by what has changed since the last scan, none lost, our own writes between them',
  async (what) => {
    one = await host({ orders: 20_000, historyOnly: false, speed: 8_000 });
    const write = async (rows: Json[]) => {
      const row = rows.find(({ custom_fields }) => !JSON.stringify(custom_fields).includes('seen'));
      if (!row) return;
      const value = row.updated;
      await one.patch(what, row.id, { custom_fields: [{ system_name: 'seen', value }] });
    };
    const { latest, since_ms } = await read(what, ANCHOR_MS + DAY_MS / 3, write);
    const about = what === 'clients' ? 'profiles' : 'reservations';
    const truths = await one.truths(about);
    const changed = truths.filter(({ updated_at_ms }) => updated_at_ms >= ANCHOR_MS && updated_at_ms < since_ms);
    expect(changed.length).toBeGreaterThan(20);
    expect(changed.some(({ custom_fields }) => custom_fields.seen)).toBe(true);
    for (const truth of changed)
      expect(latest.get(what === 'clients' ? truth.client_id : truth.reservation_id)).toBe(truth.updated_at_ms);
  },
);
