import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { patches } from '../../processors/patches.ts';
import { oursAfter, oursAmong, sharedDifference, showsChange } from '../../processors/write-back/shared-tags.ts';
import { Driver } from '../../runtime/driver/driver.ts';
import type { ProfilePatch } from '../../schemas/generated/types.ts';
import { tagsIn, textOfTags } from '../../schemas/patch-fields.ts';
import { topics } from '../../schemas/topics.ts';
import { profileOf } from './orders.ts';

const TAGS = ['dairy', 'eggs', 'nuts', 'vip'];
const some = fc.subarray(TAGS);

type Act =
  | { readonly kind: 'wanted'; readonly tags: readonly string[] }
  | { readonly kind: 'staff'; readonly tag: string; readonly adds: boolean };

const act: fc.Arbitrary<Act> = fc.oneof(
  some.map((tags): Act => ({ kind: 'wanted', tags })),
  fc.record({ kind: fc.constant('staff' as const), tag: fc.constantFrom(...TAGS), adds: fc.boolean() }),
);

/** A group in which staff and we write in turn; ours is written at once. */
class Group {
  shown: readonly string[] = [];
  written = '';
  wanted: readonly string[] = [];
  /** What staff took away of ours, and have not put back. */
  readonly refused = new Set<string>();
  /** What staff put there, and have not taken away; what was ours before counts as ours. */
  readonly theirs = new Set<string>();
  /** What we put there, and neither side has taken away since. */
  readonly ours = new Set<string>();

  act(does: Act, how: 'replaced' | 'lasting'): void {
    if (does.kind === 'wanted') this.wanted = does.tags;
    else if (does.adds && !this.shown.includes(does.tag)) {
      (tagsIn(this.written).includes(does.tag) ? this.ours : this.theirs).add(does.tag);
      this.refused.delete(does.tag);
      this.shown = [...this.shown, does.tag];
    } else if (!does.adds) {
      if (this.ours.delete(does.tag)) this.refused.add(does.tag);
      this.theirs.delete(does.tag);
      this.shown = this.shown.filter((tag) => tag !== does.tag);
    }
    this.#write(how);
  }

  #write(how: 'replaced' | 'lasting'): void {
    const [wanted, shown] = [textOfTags(this.wanted), textOfTags(this.shown)];
    const { change } = sharedDifference({ wanted, shown, written: this.written }, how, 'keep');
    if (change === undefined) return;
    const after = tagsIn(change.after);
    for (const tag of after) if (!this.shown.includes(tag)) this.ours.add(tag);
    for (const tag of this.shown) if (!after.includes(tag)) this.ours.delete(tag);
    this.shown = after;
    this.written = oursAfter(this.written, change);
  }
}

describe('a group of tags that is not ours alone', () => {
  test.each(['replaced', 'lasting'] as const)('%s: shows what is wanted, and all that staff put there', (how) => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25 }), (acts) => {
        const group = new Group();
        const ever = new Set<string>();
        for (const one of acts) {
          group.act(one, how);
          for (const tag of group.wanted) ever.add(tag);
          const missing = group.wanted.filter((tag) => !group.shown.includes(tag));
          expect(missing.every((tag) => group.refused.has(tag))).toBe(true);
          expect([...group.theirs].every((tag) => group.shown.includes(tag))).toBe(true);
          const stale = [...group.ours].filter((tag) => !group.wanted.includes(tag));
          if (how === 'replaced') expect(stale).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a change is taken where what it adds is shown, and what it removes is not, whatever else is shown', () => {
    const change = { before: 'booth, vip', after: 'vip, window' };
    expect(showsChange(change, 'quiet, vip, window')).toBe(true);
    expect(showsChange(change, 'booth, vip, window')).toBe(false);
    expect(showsChange(change, 'vip')).toBe(false);
    expect(oursAmong('booth, vip, window', 'booth', change)).toBe('booth, window');
  });
});

const ANN = 'sevenrooms:ann';
const names = {
  fields: { kitchen_note: 'regulars_kitchen_note' },
  groups: { 'mapped:Dietary': 'Dietary', 'mapped:Seat': 'Seat' },
};
const shared = { 'tag:Dietary': 'lasting', 'tag:Seat': 'replaced' } as const;

/** The ledger over a profile whose tags are these, by group, in its versions. */
class Profile {
  readonly driver = new Driver([patches({ names, humanEdits: 'keep', shared, upstreams: ['sevenrooms'] })]);
  #version = 0;

  shows(tags: Readonly<Record<string, readonly string[]>>): this {
    const all = Object.entries(tags).flatMap(([group, of]) => of.map((tag) => ({ group, tag })));
    const told = { version: ++this.#version, tags: JSON.stringify(all), custom_fields: '{}' };
    this.driver.write(topics.guest_profiles, profileOf({ client_id: ANN, ...told }));
    this.driver.run();
    return this;
  }

  wants(tags: Readonly<Record<string, string | null>>): this {
    const named = Object.fromEntries(Object.entries(tags).map(([group, text]) => [`mapped:${group}`, text]));
    const want = { client_id: ANN, guest_id: 'g_1', fields: '{}', tags: JSON.stringify(named), causes: '[]' };
    this.driver.write(topics.profile_wants, want);
    this.driver.run();
    return this;
  }

  /** What is planned is written; the upstream's answer shows `shown`. */
  takes(shown: Readonly<Record<string, string>>): this {
    const { client_id, patch_id, fields } = this.#ledger().find(({ status }) => status === 'planned')!;
    const told = { client_id, patch_id, fields, attempts: 1, http_status: 200, at: 7 };
    const after = { version: ++this.#version, shown: JSON.stringify(shown) };
    this.driver.write(topics.patch_outcomes, { ...told, status: 'sent', version: null, shown: null });
    this.driver.write(topics.patch_outcomes, { ...told, status: 'acknowledged', ...after });
    this.driver.run();
    return this;
  }

  planned(): unknown {
    const row = this.#ledger().find(({ status }) => status === 'planned');
    return row && JSON.parse(row.fields);
  }

  leftAlone(): readonly unknown[] {
    return this.#ledger().flatMap(({ status, fields }) => (status === 'unchanged' ? [JSON.parse(fields)] : []));
  }

  #ledger(): readonly ProfilePatch[] {
    return [...this.driver.table(topics.profile_patches).values()];
  }
}

describe('the ledger of such a group', () => {
  test('an allergy is added to what staff noted, and stays when something else is answered', () => {
    const profile = new Profile().shows({ Dietary: ['dairy'] }).wants({ Dietary: 'nuts', Seat: 'window' });
    expect(profile.planned()).toEqual({
      'tag:Dietary': { before: 'dairy', after: 'dairy, nuts' },
      'tag:Seat': { before: '', after: 'window' },
    });
    profile.takes({ 'tag:Dietary': 'dairy, nuts', 'tag:Seat': 'window' }).wants({ Dietary: null, Seat: 'booth' });
    expect(profile.planned()).toEqual({ 'tag:Seat': { before: 'window', after: 'booth' } });
  });

  test('what a person took away is not put back, and the ledger says so', () => {
    const profile = new Profile().shows({}).wants({ Dietary: 'nuts' }).takes({ 'tag:Dietary': 'nuts', 'tag:Seat': '' });
    profile.shows({ Dietary: ['dairy'] });
    expect(profile.planned()).toBeUndefined();
    expect(profile.leftAlone()).toEqual([{ 'tag:Dietary': { before: 'dairy', wanted: 'nuts' } }]);
    profile.wants({ Dietary: 'eggs, nuts' });
    expect(profile.planned()).toEqual({ 'tag:Dietary': { before: 'dairy', after: 'dairy, eggs' } });
  });

  test('what the upstream does not take away is not asked of it again', () => {
    const profile = new Profile()
      .shows({})
      .wants({ Seat: 'window' })
      .takes({ 'tag:Dietary': '', 'tag:Seat': 'window' });
    profile.wants({ Seat: 'booth' }).takes({ 'tag:Dietary': '', 'tag:Seat': 'booth, window' });
    expect(profile.planned()).toBeUndefined();
    profile.shows({ Seat: ['booth', 'window', 'quiet'] });
    expect(profile.leftAlone()).toEqual([]);
  });
});
