import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { patches } from '../../processors/patches.ts';
import { Driver } from '../../runtime/driver/driver.ts';
import type { PatchOutcome, ProfilePatch } from '../../schemas/generated/types.ts';
import { topics } from '../../schemas/topics.ts';
import { usualNames } from '../../schemas/written-names.ts';
import { profileOf } from './orders.ts';
import { choicesOf } from './world.ts';

const ANN = 'sevenrooms:ann';
const settings = { names: usualNames, humanEdits: 'keep', shared: {}, upstreams: ['sevenrooms'] } as const;
const none = { spend_90d: '', avg_per_cover_90d: '', lifetime_spend: '', visits: '', loyalty: '', spend_tier: '' };

type Profile = Readonly<Record<string, string>>;

/** A profile at the upstream, whoever writes it, and what is known of it on the log. */
class Book {
  readonly driver: Driver;
  version = 1;
  profile: Profile = {};
  sent = 0;
  /** What the export showed at each version. */
  private readonly seen: Profile[] = [];

  constructor(seed = 0) {
    const choose = choicesOf(seed);
    this.driver = new Driver([patches(settings)], seed === 0 ? {} : { choose, abort_one_in: 10 });
    this.seen[this.version] = this.profile;
  }

  want(fields: Partial<typeof none>, tags: { loyalty?: string; spend_tier?: string } = {}, client_id = ANN): this {
    this.driver.write(topics.profile_wants, {
      client_id,
      guest_id: 'g_1',
      fields: JSON.stringify({ ...none, ...fields }),
      tags: JSON.stringify({ loyalty: null, spend_tier: null, ...tags }),
      causes: '[]',
    });
    return this;
  }

  /** Somebody writes the profile. */
  edit(fields: Profile): this {
    this.profile = { ...this.profile, ...fields };
    this.seen[++this.version] = this.profile;
    return this;
  }

  /** The export shows the profile as it was at that version. */
  show(version = this.version, client_id = ANN): this {
    const shown = Object.entries(this.seen[version] ?? {});
    const custom_fields = Object.fromEntries(shown.filter(([name]) => !name.startsWith('tag:')));
    const tags = shown.flatMap(([name, text]) =>
      name.startsWith('tag:') && text !== '' ? text.split(', ').map((tag) => ({ group: name.slice(4), tag })) : [],
    );
    const told = { custom_fields: JSON.stringify(custom_fields), tags: JSON.stringify(tags) };
    this.driver.write(topics.guest_profiles, profileOf({ client_id, version, ...told }));
    return this;
  }

  ledger(): readonly ProfilePatch[] {
    return [...this.driver.table(topics.profile_patches).values()].toSorted((a, b) => number(a) - number(b));
  }

  planned(): ProfilePatch | undefined {
    return this.ledger().find(({ status }) => status === 'planned');
  }

  /** Planned, or under way and never told of: that is sent again. */
  unsent(): ProfilePatch | undefined {
    return this.ledger().find(({ status }) => status === 'planned' || status === 'sent');
  }

  /** Sends the patch, as the sink does: says that it will, sends, and says what came of it, unless it dies before. */
  send(patch: ProfilePatch, status: 'acknowledged' | 'rejected' = 'acknowledged', tell = true): this {
    this.begin(patch);
    if (status === 'acknowledged') this.edit(wishOf(patch));
    if (tell) this.answer(patch, status);
    return this;
  }

  begin({ client_id, patch_id, fields }: ProfilePatch): this {
    const nothing = { http_status: null, version: null, shown: null };
    this.sent++;
    return this.outcome({ client_id, patch_id, fields, attempts: 1, at: 7, status: 'sent', ...nothing });
  }

  /** What came of it, with the profile as it is now. */
  answer({ client_id, patch_id, fields }: ProfilePatch, status: 'acknowledged' | 'rejected' = 'acknowledged'): this {
    const shown = JSON.stringify(this.profile);
    const told =
      status === 'acknowledged'
        ? { http_status: 200, version: this.version, shown }
        : { http_status: 422, version: null, shown: null };
    return this.outcome({ client_id, patch_id, fields, attempts: 1, at: 7, status, ...told });
  }

  private outcome(outcome: PatchOutcome): this {
    this.driver.write(topics.patch_outcomes, outcome);
    return this;
  }

  run(): this {
    this.driver.run();
    return this;
  }
}

function wishOf(patch: ProfilePatch): Profile {
  const changes: Record<string, { after: string }> = JSON.parse(patch.fields);
  return Object.fromEntries(Object.entries(changes).map(([field, { after }]) => [field, after]));
}

function number({ patch_id }: ProfilePatch): number {
  return Number(patch_id.split('/').at(-1));
}

function changesIn({ fields }: ProfilePatch): unknown {
  return JSON.parse(fields);
}

describe('a profile that does not show what it should', () => {
  test('is planned one patch, with what it shows and what it shall', () => {
    const book = new Book().edit({ regulars_visits: '' }).show().want({ visits: '3' }, { loyalty: 'member' }).run();
    expect(book.ledger()).toHaveLength(1);
    expect(book.ledger()[0]).toMatchObject({ client_id: ANN, guest_id: 'g_1', status: 'planned', attempts: 0 });
    expect(changesIn(book.ledger()[0]!)).toEqual({
      regulars_visits: { before: '', after: '3' },
      'tag:Loyalty': { before: '', after: 'member' },
    });
  });

  test('is planned nothing before the upstream has shown it, nor of an upstream that cannot be written', () => {
    expect(new Book().want({ visits: '3' }).run().ledger()).toEqual([]);
    expect(new Book().show(1, 'file:ann').want({ visits: '3' }, {}, 'file:ann').run().ledger()).toEqual([]);
  });

  test('is planned nothing once the upstream has deleted it', () => {
    const book = new Book().show().want({ visits: '3' }).run();
    const deleted = profileOf({ client_id: ANN, version: 2, extra: '{"deleted":true}' });
    book.driver.write(topics.guest_profiles, deleted);
    expect(book.run().ledger()).toMatchObject([{ status: 'unchanged' }]);
    expect(book.want({ visits: '4' }).run().planned()).toBeUndefined();
  });

  test('is planned the latest alone, where more comes before it is sent', () => {
    const book = new Book().show().want({ visits: '3' }).run().want({ visits: '4' }).run();
    expect(book.ledger()).toHaveLength(1);
    expect(changesIn(book.planned()!)).toEqual({ regulars_visits: { before: '', after: '4' } });
    expect(book.want({}).run().ledger()).toMatchObject([{ status: 'unchanged' }]);
  });

  test('is planned nothing more once it was written, whether our own write comes back or not', () => {
    const book = new Book().show().want({ visits: '3' }).run();
    book.send(book.planned()!).run();
    expect(book.ledger()).toMatchObject([
      { status: 'acknowledged', http_status: 200, attempts: 1, acknowledged_at: 7 },
    ]);
    expect(book.show().show(1).want({ visits: '3' }).run().ledger()).toHaveLength(1);
  });

  test('is planned what came while the patch was under way', () => {
    const book = new Book().show().want({ visits: '3' }).run();
    const first = book.planned()!;
    book.want({ visits: '4' }).run().send(first).run();
    expect(book.ledger()).toMatchObject([{ status: 'acknowledged' }, { status: 'planned' }]);
    expect(changesIn(book.ledger()[0]!)).toEqual({ regulars_visits: { before: '', after: '3' } });
    expect(changesIn(book.planned()!)).toEqual({ regulars_visits: { before: '3', after: '4' } });
  });
});

describe('a patch that the upstream refuses', () => {
  test('is kept with the reason, and planned again when something about it changes, not before', () => {
    const book = new Book().show().want({ visits: '3' }).run();
    book.send(book.planned()!, 'rejected').run();
    expect(book.ledger()).toMatchObject([{ status: 'rejected', http_status: 422 }]);
    expect(book.want({ visits: '3' }).edit({ notes: 'vip' }).show().run().ledger()).toHaveLength(1);
    expect(book.want({ visits: '4' }).run().planned()).toMatchObject({ attempts: 0 });
  });
});

describe('a patch that was sent just before it was withdrawn', () => {
  test('is told of, though another was planned meanwhile, and what it wrote is known to be ours', () => {
    const book = new Book().show().want({ visits: '3', loyalty: 'member' }).run();
    const first = book.planned()!;
    book.want({}).run().want({ visits: '4' }).run();
    book.send(first).run();
    expect(book.ledger()[0]).toMatchObject({ status: 'acknowledged', fields: first.fields });
    const second = book.planned()!;
    expect(changesIn(second)).toEqual({
      regulars_visits: { before: '3', after: '4' },
      regulars_loyalty: { before: 'member', after: '' },
    });
    book.send(second).show().run();
    expect(book.profile).toEqual({ regulars_visits: '4', regulars_loyalty: '' });
    expect(book.ledger()).toHaveLength(2);
  });
});

describe('what the upstream does not take', () => {
  test('of a patch is told by the ledger, and not planned again before something changes', () => {
    const book = new Book().show().want({ visits: '1' }, { spend_tier: 'Gold' }).run();
    book.send(book.planned()!).show().run();
    book.want({ visits: '1' }, { spend_tier: 'Silver' }).run();
    const change = book.planned()!;
    book.begin(change).run().edit({ 'tag:Spend tier': 'Gold, Silver' }).answer(change).show().run();
    expect(book.ledger()).toHaveLength(2);
    expect(book.ledger()[1]).toMatchObject({ status: 'acknowledged' });
    expect(changesIn(book.ledger()[1]!)).toEqual({
      'tag:Spend tier': { before: 'Gold', after: 'Silver', shown: 'Gold, Silver' },
    });
    book.edit({ notes: 'vip' }).show().want({ visits: '1' }, { spend_tier: 'Silver' }).run();
    expect(book.planned()).toBeUndefined();
    book.want({ visits: '1' }, { spend_tier: 'Platinum' }).run();
    expect(changesIn(book.planned()!)).toEqual({ 'tag:Spend tier': { before: 'Gold, Silver', after: 'Platinum' } });
  });
});

describe('what a person edited', () => {
  test('while a patch was under way is seen in its answer, and stays', () => {
    const book = new Book().show().want({ visits: '3' }).run();
    book.send(book.planned()!).show().run();
    book.want({ visits: '3', loyalty: 'member' }).run();
    book.edit({ regulars_visits: '99' }).send(book.planned()!).show().run();
    book.want({ visits: '4', loyalty: 'member' }).run();
    expect(book.planned()).toBeUndefined();
    expect(book.profile).toEqual({ regulars_visits: '99', regulars_loyalty: 'member' });
  });

  test('after a patch was taken, and is seen before its answer, stays', () => {
    const book = new Book().show().want({ visits: '3' }).run();
    const patch = book.planned()!;
    book.begin(patch).edit(wishOf(patch)).run();
    const version = book.version;
    book.edit({ regulars_visits: '99' }).show().run();
    book.profile = wishOf(patch);
    book.version = version;
    book.answer(patch).run();
    book.want({ visits: '4' }).run();
    expect(book.planned()).toBeUndefined();
  });

  test('stays, and the ledger says so, once', () => {
    const book = new Book().show().want({ visits: '3', loyalty: 'member' }).run();
    book.send(book.planned()!).run();
    book.edit({ regulars_visits: '99' }).show().run();
    book.want({ visits: '4', loyalty: 'member' }).run().show().run();
    expect(book.ledger().map(({ status }) => status)).toEqual(['acknowledged', 'unchanged', 'unchanged']);
    expect(changesIn(book.ledger()[1]!)).toEqual({ regulars_visits: { before: '99', wanted: '3' } });
    expect(changesIn(book.ledger()[2]!)).toEqual({ regulars_visits: { before: '99', wanted: '4' } });
  });

  test('does not keep other fields from being written', () => {
    const book = new Book().edit({ 'tag:Spend tier': 'Whale' }).show();
    book.want({ visits: '1' }, { spend_tier: 'Gold' }).run();
    expect(changesIn(book.planned()!)).toEqual({ regulars_visits: { before: '', after: '1' } });
  });
});

test('whatever comes in whatever order, sent twice or never told of: the profile ends as it should, edits apart', () => {
  const value = fc.constantFrom('', '1', '2', '3');
  const act = fc.oneof(
    fc.record({ kind: fc.constant('want' as const), visits: value, loyalty: value }),
    fc.record({ kind: fc.constant('edit' as const), visits: fc.constantFrom('7', '8') }),
    fc.record({ kind: fc.constant('show' as const), back: fc.nat(3) }),
    fc.record({ kind: fc.constant('send' as const), told: fc.boolean() }),
    fc.record({ kind: fc.constant('crash' as const) }),
    fc.record({ kind: fc.constant('run' as const), turns: fc.nat(3) }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), fc.array(act, { maxLength: 30 }), (seed, acts) => {
      const book = new Book(seed).show();
      let want = { visits: '', loyalty: '' };
      let edited = false;
      for (const one of acts) {
        if (one.kind === 'want') {
          want = { visits: one.visits, loyalty: one.loyalty };
          book.want(want);
        } else if (one.kind === 'edit') {
          edited = true;
          book.edit({ regulars_visits: one.visits });
        } else if (one.kind === 'show') book.show(Math.max(1, book.version - one.back));
        else if (one.kind === 'send') {
          const patch = book.unsent();
          if (patch !== undefined) book.send(patch, 'acknowledged', one.told);
        } else if (one.kind === 'crash') book.driver.crash();
        else book.driver.run(one.turns);
      }
      for (let patch = book.show().run().unsent(); patch !== undefined; patch = book.show().run().unsent())
        book.send(patch);
      expect(book.profile.regulars_loyalty ?? '').toBe(want.loyalty);
      if (!edited) expect(book.profile.regulars_visits ?? '').toBe(want.visits);
      const sent = book.sent;
      book.driver.redeliver();
      book.run();
      expect(book.unsent()).toBeUndefined();
      expect(book.sent).toBe(sent);
    }),
    { numRuns: 500 },
  );
});
