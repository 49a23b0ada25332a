import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EmailEngagement } from '../../../schemas/generated/types.ts';
import type { KlaviyoPages, ListPage } from '../../../upstreams/klaviyo/api.ts';
import { consentsSource, eventsSource } from '../../../upstreams/klaviyo/sources.ts';
import { Reading } from '../contract.ts';
import { event, profile } from './sample.ts';
import { identity } from './twin.ts';

const START_MS = Date.parse('2026-05-09T00:00:00Z');
const MINUTE_MS = 60_000;
const config = { pollSeconds: 1, since: { kind: 'beginning' } } as const;
const sizes = { events: 3, profiles: 3 };

interface Kept {
  readonly id: string;
  at_ms: number;
  readonly shown_ms: number;
  readonly row: object;
}

/** A list in the order of time, of which some turns up late. Time is its own. */
class Account implements KlaviyoPages {
  now_ms = START_MS;
  readonly asked: string[] = [];
  readonly kept: Kept[] = [];

  open(id: string, late_ms = 0): void {
    this.now_ms += 1000;
    this.kept.push({
      id,
      at_ms: this.now_ms,
      shown_ms: this.now_ms + late_ms,
      row: event({ id }, { timestamp: this.now_ms / 1000 }),
    });
  }

  /** A change of the profile, of what it says or of something else. */
  say(id: string, consent: string, since_ms = this.now_ms + 1000): void {
    this.now_ms += 1000;
    const before = this.kept.findIndex((one) => one.id === id);
    if (before >= 0) this.kept.splice(before, 1);
    const marketing = { consent, consent_timestamp: new Date(since_ms).toISOString() };
    const row = {
      ...profile(marketing, { email: `${id}@example.com`, updated: new Date(this.now_ms).toISOString() }),
      id,
    };
    this.kept.push({ id, at_ms: this.now_ms, shown_ms: this.now_ms, row });
  }

  async list(_: string, query: string): Promise<ListPage> {
    this.asked.push(query);
    const asked = new URLSearchParams(query);
    const from = /(?:datetime|updated),([^)]*)\)/.exec(asked.get('filter') ?? '')?.[1];
    const shown = this.kept
      .filter(({ shown_ms, at_ms }) => shown_ms <= this.now_ms && (from === undefined || at_ms >= Date.parse(from)))
      .toSorted((a, b) => a.at_ms - b.at_ms);
    const after = asked.get('page[cursor]');
    const start = after === null ? 0 : shown.findIndex(({ at_ms }) => at_ms > Number(after));
    const rows = start < 0 ? [] : shown.slice(start, start + 3);
    const more = start >= 0 && shown.length > start + 3;
    asked.set('page[cursor]', String(rows.at(-1)?.at_ms));
    return {
      rows: rows.map(({ row }) => row),
      included: new Map([['profile p1', profile()]]),
      next: more ? asked.toString() : null,
    };
  }

  async metric(): Promise<string | null> {
    return 'm1';
  }

  async profiles(): Promise<ReadonlyMap<string, unknown>> {
    return new Map();
  }
}

const opens = (account: Account) => eventsSource(account, config, 'open', sizes);
const consents = (account: Account) => consentsSource(account, config, sizes);

describe('what was opened', () => {
  it('is asked for by its metric, in the order of time, from half an hour before the last poll on', async () => {
    const [account, read] = [new Account(), new Reading(identity)];
    for (let n = 0; n < 4; n++) account.open(`e${n}`);
    for (let poll = 0; poll < 2; poll++) await read.poll(opens(account), account.now_ms);
    const asked = account.asked.map((query) => Object.fromEntries(new URLSearchParams(query)));
    expect(asked[0]).toEqual({
      filter: 'equals(metric_id,"m1")',
      include: 'metric,profile',
      sort: 'datetime',
      'page[size]': '3',
    });
    expect(asked[2]?.filter).toBe('equals(metric_id,"m1"),greater-or-equal(datetime,2026-05-08T23:30:04Z)');
    expect(read.values).toHaveLength(4);
  });

  it('is nothing where the account has no such metric', async () => {
    const account = new Account();
    account.metric = async () => null;
    const read = new Reading(identity);
    await read.poll(opens(account), account.now_ms);
    expect([account.asked, read.values]).toEqual([[], []]);
  });

  it('goes on after the last page where a poll was broken off', async () => {
    const [account, read] = [new Account(), new Reading(identity)];
    for (let n = 0; n < 9; n++) {
      account.open(`e${n}`);
      account.now_ms += 60 * MINUTE_MS;
    }
    await read.poll(opens(account), account.now_ms, 2);
    account.asked.length = 0;
    await read.poll(opens(account), account.now_ms);
    expect(new URLSearchParams(account.asked[0]).get('filter')).toMatch(/datetime,2026-05-09T04:30:06Z/);
    expect([read.values.length, read.repeated()]).toEqual([9, []]);
  });

  it('ends the poll with an error where a page leads to itself', async () => {
    const account = new Account();
    account.list = async () => ({ rows: [], included: new Map(), next: 'again' });
    await expect(new Reading(identity).poll(opens(account), START_MS)).rejects.toMatchObject({ reason: 'paging_loop' });
  });

  it('is all read, once, whatever comes when, turns up late, and dies when', async () => {
    const act = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ kind: fc.constant('open' as const), late: fc.constantFrom(0, 10, 30) }),
      },
      {
        weight: 3,
        arbitrary: fc.record({ kind: fc.constant('poll' as const), pages: fc.integer({ min: 0, max: 6 }) }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.constantFrom(1, 10, 28, 29, 40) }),
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 60 }), async (acts) => {
        const [account, read] = [new Account(), new Reading(identity)];
        let count = 0;
        for (const one of acts) {
          if (one.kind === 'open') account.open(`e${count++}`, one.late * MINUTE_MS);
          else if (one.kind === 'wait') account.now_ms += one.minutes * MINUTE_MS;
          else await read.poll(opens(account), account.now_ms, one.pages);
        }
        account.now_ms += 30 * MINUTE_MS;
        await read.poll(opens(account), account.now_ms);
        expect(new Set(read.versions.keys())).toEqual(new Set(account.kept.map(({ id }) => `klaviyo:${id}`)));
        expect(read.repeated()).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('what profiles say', () => {
  it('is published when it changes, and not when something else of the profile does', async () => {
    const [account, read] = [new Account(), new Reading(identity)];
    account.say('ada', 'SUBSCRIBED', START_MS);
    await read.poll(consents(account), account.now_ms);
    for (let day = 0; day < 3; day++) {
      account.now_ms += 24 * 60 * MINUTE_MS;
      account.say('ada', 'SUBSCRIBED', START_MS);
      await read.poll(consents(account), account.now_ms);
    }
    account.say('ada', 'UNSUBSCRIBED');
    await read.poll(consents(account), account.now_ms);
    expect(read.values.map((value) => (value as EmailEngagement).kind)).toEqual(['subscribe', 'unsubscribe']);
  });

  it('is found where it changes while others are read, and the process dies', async () => {
    const [account, read] = [new Account(), new Reading(identity)];
    for (const id of ['a', 'b', 'c', 'd', 'e']) account.say(id, 'SUBSCRIBED');
    await read.poll(consents(account), account.now_ms, 1);
    account.say('a', 'UNSUBSCRIBED');
    await read.poll(consents(account), account.now_ms);
    expect(read.versions.get('consent of a@example.com')).toBe(account.now_ms);
    expect([read.versions.size, read.repeated()]).toEqual([5, []]);
  });
});
