/**
 * What one core does of the pure spend step: `node --expose-gc dist/bench/spend-step.js [orders] [guests]`.
 * No log, no codec: records are made while the clock stands, outputs are counted. One tick an hour of event time.
 */
import { guestIdOf } from '../processors/identity.ts';
import { spend } from '../processors/spend.ts';
import type { Incoming, Outputs } from '../runtime/types.ts';
import type { GuestOrder } from '../schemas/generated/types.ts';
import { keyOf } from '../schemas/keys.ts';
import { topics } from '../schemas/topics.ts';
import { type WorkOrder, workload } from './workload.ts';

const [orders = 1_000_000, guests = 100_000] = process.argv.slice(2).map(Number);
const settings = {
  spendWindowDays: 90,
  loyalty: { visits: 5, spend: { USD: 100_000 } },
  spendTiers: [
    { tag: 'Platinum', averagePerCover: { USD: 18_500 } },
    { tag: 'Gold', averagePerCover: { USD: 10_000 } },
    { tag: 'Silver', averagePerCover: { USD: 6_000 } },
  ],
};
const HOUR_MS = 3_600_000;

function partOf({ index, guest, closed_at, net_minor, covers }: WorkOrder): GuestOrder {
  const member = `guest${String(guest).padStart(7, '0')}@example.com`;
  return fresh({
    guest_id: guestIdOf(member),
    member,
    order_id: `toast:${String(index).padStart(8, '0')}-0000-4000-8000-0123456789ab`,
    venue_id: `venue-${guest % 12}`,
    closed_at,
    business_date: Math.floor(closed_at / (24 * HOUR_MS)),
    currency: 'USD',
    net_minor,
    covers,
    version: closed_at,
    checks: 0,
    stands_in: 0,
  });
}

/** Strings as a decoder makes them: nothing shared, no hash computed. */
function fresh(part: GuestOrder): GuestOrder {
  const text = (value: string) => Buffer.from(value, 'latin1').toString('latin1');
  return {
    ...part,
    guest_id: text(part.guest_id),
    member: text(part.member),
    order_id: text(part.order_id),
    venue_id: text(part.venue_id),
    currency: text(part.currency),
  };
}

function recordOf(value: GuestOrder, offset: number): Incoming<GuestOrder> {
  return {
    topic: topics.guest_orders,
    partition: 0,
    offset,
    timestamp_ms: 0,
    key: keyOf(topics.guest_orders, value),
    value,
  };
}

/** Bytes that are in use, on the heap and in typed arrays. */
function bytesInUse(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function* batchesOf(size: number): Generator<Incoming<GuestOrder>[]> {
  let batch: Incoming<GuestOrder>[] = [];
  for (const order of workload({ orders: orders!, guests: guests!, seed: 1 })) {
    if (batch.push(recordOf(partOf(order), order.index)) < size) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

function main(): void {
  const processor = spend(settings);
  const state = processor.create();
  const before = bytesInUse();
  let puts = 0;
  const out: Outputs = { put: () => void puts++, remove: () => void puts++ };
  let hour = 0;
  let cpu_us = 0;
  for (const batch of batchesOf(10_000)) {
    const began = process.cpuUsage();
    for (const record of batch) {
      const now = record.value!.closed_at;
      if (now - hour > HOUR_MS) {
        hour = now;
        while (processor.advance!(state, now, 1000, out) === 'more');
      }
      processor.step(state, record, out);
    }
    const { user, system } = process.cpuUsage(began);
    cpu_us += user + system;
  }
  const bytes = bytesInUse() - before;
  console.log(
    `${Math.round(orders! / (cpu_us / 1e6))} orders per second of CPU, ${(puts / orders!).toFixed(3)} puts per order`,
  );
  if (processor.advance!(state, hour, 1, out) === 'more') throw new Error('an expiry was left');
  console.log(`${Math.round(bytes / orders!)} bytes of state per order, ${Math.round(bytes / 1e6)} MB in all`);
}

main();
