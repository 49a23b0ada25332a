import { openSandbox, type SandboxProcess, sandboxConfig } from '../cli/pipeline/sandbox-process.ts';
import { recordOf } from '../runtime/tasks/records.ts';
import type { ProfileTruth } from '../sandbox/sevenrooms/truth.ts';
import { topics } from '../schemas/topics.ts';
import { type Figures, latencies } from './figures.ts';
import { endsOf, heard, type OpenPlace, openPlace, PARTITIONS, type Place } from './place.ts';
import { start, type UnderTest } from './under-test.ts';
import { orderOf } from './values.ts';

/** Processes are young and code is cold: what is sent in the first seconds is not counted. */
const WARM_MS = 5_000;

/**
 * From a check of a guest who has a profile at the twin, 100 a second, each another guest's, to the acknowledged PATCH
 * of that profile on the log. No settle window, no vendor limits; everything but the warehouse in one process.
 */
export function writeback(place: Place, scale: number): Promise<Figures> {
  return written(place, { orders_a_second: 100, seconds: Math.max(10, Math.round(25 * scale)), limited: false });
}

/**
 * The same with the vendor's limit of 10 requests a second, which 8 orders a second and polls that never end would more
 * than use up: PATCHes go first, and the polls take what is left. Says on stderr how many requests were which.
 */
export function writebackLimited(place: Place, scale: number): Promise<Figures> {
  return written(place, { orders_a_second: 8, seconds: Math.max(10, Math.round(25 * scale)), limited: true });
}

interface Run {
  readonly orders_a_second: number;
  readonly seconds: number;
  readonly limited: boolean;
}

async function written(place: Place, { orders_a_second, seconds, limited }: Run): Promise<Figures> {
  const open = await openPlace(place);
  const people = seconds * orders_a_second * 6;
  const world = { orders: people, guests: people, historyOnly: true };
  const sandbox = await openSandbox({ ...world, vendorLimits: limited });
  const { venues, upstreams } = sandboxConfig(sandbox.urls);
  const polling = limited ? { pollSeconds: 1, requestsPerSecond: 10 } : {};
  const sevenrooms = { ...upstreams.sevenrooms, since: 'beginning', ...polling };
  const config = { venues, upstreams: { sevenrooms }, writeBack: { mode: 'live', settleSeconds: 0 } };
  const tested = await start({ place, run: COMPONENTS, config });
  await untilQuiet(open, tested);
  const sent = new Map<string, number>();
  const took_ms: number[] = [];
  const reader = await heard(open, topics.patch_outcomes, ({ client_id, status }) => {
    const began = status === 'acknowledged' ? sent.get(client_id) : undefined;
    if (began !== undefined && sent.delete(client_id)) took_ms.push(performance.now() - began);
  });
  const guests = await guestsOf(sandbox, seconds * orders_a_second);
  const writer = await open.log.writer();
  const before = await requestsTo(sandbox);
  const began = performance.now();
  for (const [index, { email, client_id }] of guests.entries()) {
    const due = began + (index * 1_000) / orders_a_second;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    const work = { index, guest: index, closed_at: Date.now(), net_minor: 5_000 + index, covers: 2 };
    const order = orderOf(work);
    const checks = order.checks.map((check) => ({ ...check, email }));
    if (performance.now() - began > WARM_MS) sent.set(`sevenrooms:${client_id}`, performance.now());
    void writer.append([
      recordOf({ codec: open.codec, partitions: PARTITIONS }, topics.orders, { ...order, email, checks }),
    ]);
  }
  while (sent.size > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  const taken = await tested.taken();
  if (limited) {
    const took_s = (performance.now() - began) / 1_000;
    const after = await requestsTo(sandbox);
    const rate = (kind: keyof typeof after) => `${((after[kind] - before[kind]) / took_s).toFixed(1)} ${kind} a second`;
    console.error(`of 10: ${rate('writes')}, ${rate('polls')}, ${rate('refused')}`);
  }
  await reader.leave();
  await tested.stop();
  await writer.close();
  await open.log.close();
  await sandbox.close();
  return { per_second: orders_a_second, ...latencies(took_ms), ...taken };
}

const COMPONENTS = [
  ...['sources', 'clock', 'versions', 'bookings', 'payers', 'seatings', 'clients', 'members', 'spend'],
  ...['enrichment', 'patches', 'profile-patches'],
];

/** Resolves once the history of the twin's guests is on their profiles: nothing is behind, and nothing new is sent. */
async function untilQuiet({ log }: OpenPlace, tested: UnderTest): Promise<void> {
  let last = { outcomes: -1, at: performance.now() };
  while (performance.now() - last.at < 3_000) {
    const outcomes = (await endsOf(log, topics.patch_outcomes)).reduce((sum, end) => sum + end, 0);
    if (outcomes !== last.outcomes || outcomes === 0 || (await tested.lag()) > 0)
      last = { outcomes, at: performance.now() };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** What SevenRooms' twin has been asked so far; `refused`: one request too many. */
async function requestsTo({ urls }: SandboxProcess): Promise<{ writes: number; polls: number; refused: number }> {
  const answer = await fetch(`${urls.sandbox}/counts`);
  // Of this shape: sandbox/counts.ts.
  const { requests } = (await answer.json()) as { requests: Record<string, Record<string, Record<string, number>>> };
  const found = { writes: 0, polls: 0, refused: 0 };
  for (const [route, statuses] of Object.entries(requests.sevenrooms ?? {})) {
    for (const [status, count] of Object.entries(statuses)) {
      if (status === '429') found.refused += count;
      else found[route.startsWith('PATCH') ? 'writes' : 'polls'] += count;
    }
  }
  return found;
}

/** So many people who have one profile and an address. */
async function guestsOf({ urls }: SandboxProcess, count: number): Promise<{ email: string; client_id: string }[]> {
  const answer = await fetch(`${urls.sandbox}/truth/profiles?twin=sevenrooms`);
  const byEmail = new Map<string, string[]>();
  for (const line of (await answer.text()).trim().split('\n')) {
    // The lines are of this kind.
    const { email, client_id } = JSON.parse(line) as ProfileTruth;
    if (email !== null) byEmail.set(email, [...(byEmail.get(email) ?? []), client_id]);
  }
  const single = [...byEmail].flatMap(([email, [client_id, another]]) =>
    client_id === undefined || another !== undefined ? [] : [{ email, client_id }],
  );
  if (single.length < count) throw new Error(`the twin has ${single.length} such profiles instead of ${count}`);
  return single.slice(0, count);
}
