import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openMemoryLog } from '../../runtime/log/memory.ts';
import type { Component } from '../../runtime/tasks/component.ts';
import type { Changes } from '../../schemas/patch-fields.ts';
import { topics } from '../../schemas/topics.ts';
import type { ProfileChanges, ProfileWriter } from '../../upstreams/types.ts';
import { codec, PARTITIONS, recordsOf, until } from '../tasks/fixture.ts';
import { type Death, type MortalLog, mortal, POINTS } from '../tasks/mortal-log.ts';
import {
  type Fate,
  isQuiet,
  lastOutcome,
  ledgerOf,
  ProfileBook,
  show,
  startLedger,
  startSink,
  type Wish,
  want,
} from './profile-book.ts';

const clients = ['sevenrooms:ann', 'sevenrooms:bob', 'sevenrooms:cas'];
const client = fc.constantFrom(...clients);
const text = fc.constantFrom('', '1', '2', '3');
const fate = fc.constantFrom<Fate>('taken', 'refused', 'lost', 'failed', 'busy', 'keeps', 'before', 'after');
const death = fc.record({ point: fc.constantFrom(...POINTS), nth: fc.integer({ min: 1, max: 8 }) });
const act = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('want' as const), client, visits: text, tag: text }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('edit' as const), client, visits: fc.constantFrom('7', '8') }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('show' as const), client }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('fates' as const), fates: fc.array(fate, { maxLength: 4 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 6 }) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'kill' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'join' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'leave' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'ledger' as const }) },
);

interface Life {
  readonly log: MortalLog;
  readonly sink: Component;
}

/** Sinks that live and die, a ledger that comes and goes, and profiles that people edit as well. */
class Scene {
  readonly log = openMemoryLog({ partitions: PARTITIONS, batch_offsets: 4 });
  readonly book = new ProfileBook();
  readonly wants = new Map<string, Wish>();
  readonly edited = new Set<string>();
  readonly wrong: string[] = [];
  died = 0;
  #ledger: Component | undefined = startLedger(this.log);
  #lives: Life[] = [];
  readonly #deaths: Death[];

  constructor(deaths: readonly Death[]) {
    this.#deaths = [...deaths];
    this.book.onWrite = (client_id, changes) => this.#check(client_id, changes);
  }

  async begin(): Promise<void> {
    for (const one of clients) await show(this.log, this.book, one);
    this.live();
  }

  /** One sink at least. */
  live(): void {
    const alive = this.#lives.filter(({ log }) => !log.dead);
    this.died += this.#lives.length - alive.length;
    this.#lives = alive;
    if (alive.length === 0) this.join();
  }

  join(): void {
    const log = mortal(this.log, this.#deaths.shift());
    const sink = startSink(log, this.#writerOf(log), () => this.#ledgerOrIdle(), { settle_ms: 1 });
    this.#lives.push({ log, sink });
  }

  kill(): void {
    this.#lives[0]?.log.die();
    this.live();
  }

  async leave(): Promise<void> {
    const [life] = this.#lives.splice(0, 1);
    // It may die of stopping, too.
    if (life !== undefined) await Promise.race([life.sink.stop(), life.log.died]);
    this.live();
  }

  async ledger(): Promise<void> {
    const known = this.#ledger;
    this.#ledger = undefined;
    if (known === undefined) this.#ledger = startLedger(this.log);
    else await known.stop();
  }

  async want(client_id: string, wish: Wish): Promise<void> {
    this.wants.set(client_id, wish);
    await want(this.log, client_id, wish);
  }

  edit(client_id: string, visits: string): void {
    this.edited.add(client_id);
    this.book.edit(client_id, { regulars_visits: visits });
  }

  /** Nobody dies any more, and all is answered. */
  async rest(): Promise<void> {
    this.#deaths.splice(0);
    this.book.fates.splice(0);
    this.#ledger ??= startLedger(this.log);
    for (const { log } of this.#lives) log.die();
    this.live();
    for (const one of clients) await show(this.log, this.book, one);
    await this.quiet();
  }

  async quiet(): Promise<void> {
    const sinks = () => this.#lives.map(({ sink }) => sink);
    // What a dead process left open ends by itself.
    await until(async () => this.log.timeOut() ?? (await isQuiet(this.log, this.#ledger!, ...sinks())), 'quiet');
  }

  /** Patches said to be sent after their outcome. */
  async sentAgain(): Promise<string[]> {
    const done = new Set<string>();
    const again: string[] = [];
    for (const { value } of await recordsOf(this.log, topics.patch_outcomes)) {
      const { patch_id, status } = codec.decode(topics.patch_outcomes, value!);
      if (done.has(patch_id)) again.push(`${patch_id} ${status}`);
      if (status !== 'sent') done.add(patch_id);
    }
    return again;
  }

  async end(): Promise<void> {
    for (const { sink } of this.#lives) await sink.stop();
    await this.#ledger?.stop();
  }

  #ledgerOrIdle(): Component {
    return this.#ledger ?? ({ status: () => ({ inputs: [] }) } as unknown as Component);
  }

  /** As this process reaches the upstream, while it lives. */
  #writerOf(log: MortalLog): ProfileWriter {
    const never = new Promise<never>(() => {});
    return {
      read: (client_id) => (log.dead ? never : this.book.read(client_id)),
      write: (client_id, changes) => {
        if (log.dead) return never;
        this.book.onDeath = () => log.die();
        return this.book.write(client_id, changes);
      },
    };
  }

  /** What is written was said to be on the log before, and has no outcome there. */
  async #check(client_id: string, { fields, added }: ProfileChanges): Promise<void> {
    const last = await lastOutcome(this.log, client_id);
    if (last?.status !== 'sent') this.wrong.push(`${client_id} was written when its last outcome was ${last?.status}`);
    const said = JSON.parse(last?.fields ?? '{}') as Changes;
    for (const { name, value } of fields) {
      if (said[name]?.after !== value) this.wrong.push(`${name} ${value} was not said to be sent`);
    }
    for (const { group, tag } of added) {
      if (said[`tag:${group}`]?.after !== tag) this.wrong.push(`${tag} was not said to be sent`);
    }
  }
}

test('whatever dies when, and whatever is answered: nothing planned is lost, nothing acknowledged is sent again', async () => {
  let died = 0;
  let written = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { minLength: 5, maxLength: 40 }),
      fc.array(death, { maxLength: 5 }),
      async (acts, deaths) => {
        const scene = new Scene(deaths);
        await scene.begin();
        for (const one of acts) {
          scene.live();
          if (one.kind === 'want') await scene.want(one.client, { visits: one.visits, tag: one.tag });
          else if (one.kind === 'edit') scene.edit(one.client, one.visits);
          else if (one.kind === 'show') await show(scene.log, scene.book, one.client);
          else if (one.kind === 'fates') scene.book.fates.push(...one.fates);
          else if (one.kind === 'pass') await sleep(one.ms);
          else if (one.kind === 'kill') scene.kill();
          else if (one.kind === 'join') scene.join();
          else if (one.kind === 'leave') await scene.leave();
          else await scene.ledger();
        }
        await scene.rest();
        // What was refused is planned again once something changes.
        for (const one of clients) await scene.want(one, { loyalty: 'member', visits: '9', tag: '9' });
        await scene.quiet();
        const { book } = scene;
        for (const one of clients) {
          const { shows } = book.of(one);
          expect(shows).toMatchObject({ regulars_loyalty: 'member', 'tag:Spend tier': '9' });
          if (!scene.edited.has(one)) expect(shows).toMatchObject({ regulars_visits: '9' });
        }
        expect(scene.wrong).toEqual([]);
        expect(await scene.sentAgain()).toEqual([]);
        const before = book.writes.length;
        for (const one of clients) await show(scene.log, book, one);
        for (const [one, wish] of scene.wants) await scene.want(one, wish);
        await scene.quiet();
        expect(book.writes).toHaveLength(before);
        expect((await ledgerOf(scene.log)).filter(({ attempts }) => attempts > 0).length).toBeGreaterThan(0);
        await scene.end();
        died += scene.died;
        written += before;
      },
    ),
    { numRuns: Number(process.env.REGULARS_TEST_RUNS ?? 100) },
  );
  expect(died).toBeGreaterThan(20);
  expect(written).toBeGreaterThan(100);
}, 120_000);
