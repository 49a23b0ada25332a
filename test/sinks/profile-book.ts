import { patches } from '../../processors/patches.ts';
import { shownBy } from '../../processors/write-back/names.ts';
import { Failure } from '../../runtime/failures.ts';
import type { Log } from '../../runtime/log/types.ts';
import type { Component } from '../../runtime/tasks/component.ts';
import { groupOf, runProcessors } from '../../runtime/tasks/processors.ts';
import type { ProfilePatch } from '../../schemas/generated/types.ts';
import { tagField, tagsIn, textOfTags } from '../../schemas/patch-fields.ts';
import { topics } from '../../schemas/topics.ts';
import { usualNames, type WrittenNames } from '../../schemas/written-names.ts';
import { type ProfilePatchesOptions, runProfilePatches } from '../../sinks/profile-patches/sink.ts';
import type { ProfileAnswer, ProfileChanges, ProfileNow, ProfileWriter } from '../../upstreams/types.ts';
import { profileOf } from '../processors/orders.ts';
import { codec, recordFor, recordsOf, tableOf, write } from '../tasks/fixture.ts';

const settings = { names: usualNames, humanEdits: 'keep', shared: {}, upstreams: ['sevenrooms'] } as const;
const none = { spend_90d: '', avg_per_cover_90d: '', lifetime_spend: '', visits: '', loyalty: '', spend_tier: '' };

/** By the ledger's names. */
export type Shows = Readonly<Record<string, string>>;

interface Profile {
  readonly version: number;
  readonly shows: Shows;
}

/**
 * What the upstream does with a write. lost: done, and nobody is told; failed: not done, and nobody is told; busy: 429;
 * keeps: takes no tags away; before, after: `onDeath` is called before or after it is done, and nobody is told.
 */
export type Fate = 'taken' | 'refused' | 'lost' | 'failed' | 'busy' | 'keeps' | 'before' | 'after';

/** The profiles of an upstream, in memory. */
export class ProfileBook implements ProfileWriter {
  readonly profiles = new Map<string, Profile>();
  /** Of the next writes, first to last; then all are taken. */
  readonly fates: Fate[] = [];
  readonly writes: { readonly client_id: string; readonly changes: ProfileChanges }[] = [];
  reads = 0;
  /** Called with each write as it comes in. */
  onWrite: (client_id: string, changes: ProfileChanges) => Promise<void> | void = () => {};
  /** Called before a profile is read. */
  onRead: (client_id: string) => void = () => {};
  onDeath: () => void = () => {};

  of(client_id: string): Profile {
    return this.profiles.get(client_id) ?? { version: 1, shows: {} };
  }

  /** Somebody writes. */
  edit(client_id: string, shows: Shows): void {
    const known = this.of(client_id);
    const after = { ...known.shows, ...shows };
    const same = Object.entries(after).every(([field, text]) => (known.shows[field] ?? '') === text);
    if (!same) this.profiles.set(client_id, { version: known.version + 1, shows: after });
  }

  async read(client_id: string): Promise<ProfileAnswer> {
    this.reads++;
    this.onRead(client_id);
    return this.#answer(client_id);
  }

  async write(client_id: string, changes: ProfileChanges): Promise<ProfileAnswer> {
    await this.onWrite(client_id, changes);
    this.writes.push({ client_id, changes });
    const fate = this.fates.shift() ?? 'taken';
    if (fate === 'refused') return { kind: 'refused', http_status: 422, reason: 'unprocessable' };
    if (fate === 'busy') throw new Failure('retry', 'rate_limited', { after_ms: 1, http_status: 429 });
    if (fate === 'before') this.onDeath();
    if (fate === 'before' || fate === 'failed') throw new Failure('retry', 'unavailable', { http_status: 503 });
    this.#apply(client_id, fate === 'keeps' ? { ...changes, removed: [] } : changes);
    if (fate === 'after') this.onDeath();
    if (fate === 'after' || fate === 'lost') throw new Failure('retry', 'connection_reset');
    return this.#answer(client_id);
  }

  /** As the export has it. */
  row(client_id: string) {
    const { version, custom_fields, tags } = this.now(client_id);
    return profileOf({ client_id, version, custom_fields, tags });
  }

  now(client_id: string): ProfileNow {
    const { version, shows } = this.of(client_id);
    const all = Object.entries(shows);
    const fields = all.filter(([name]) => !name.startsWith('tag:'));
    const tags = all.flatMap(([name, text]) =>
      name.startsWith('tag:') ? tagsIn(text).map((tag) => ({ group: name.slice('tag:'.length), tag })) : [],
    );
    return { version, custom_fields: JSON.stringify(Object.fromEntries(fields)), tags: JSON.stringify(tags) };
  }

  #answer(client_id: string): ProfileAnswer {
    return { kind: 'taken', http_status: 200, profile: this.now(client_id) };
  }

  #apply(client_id: string, { fields, added, removed }: ProfileChanges): void {
    const shows: Record<string, string> = { ...this.of(client_id).shows };
    for (const { name, value } of fields) shows[name] = value;
    for (const { group, tag } of removed) {
      const field = tagField(group);
      shows[field] = textOfTags(tagsIn(shows[field] ?? '').filter((one) => one !== tag));
    }
    for (const { group, tag } of added) {
      const field = tagField(group);
      shows[field] = textOfTags([...tagsIn(shows[field] ?? ''), tag]);
    }
    this.edit(client_id, shows);
  }
}

export function startLedger(log: Log, names: WrittenNames = usualNames): Component {
  const processors = [patches({ ...settings, names })];
  const quick = { first_ms: 1, max_ms: 5 };
  return runProcessors({ log, codec, processors, instance: 'here', idle_commit_ms: 1, rejoin: quick })[0]!;
}

export function startSink(
  log: Log,
  writer: ProfileWriter,
  ledger: () => Component,
  over: Partial<ProfilePatchesOptions> = {},
) {
  const quick = { first_ms: 1, max_ms: 5 };
  const { name, inputs } = patches(settings);
  const before = [
    {
      name,
      topics: inputs.map((topic) => topic.name),
      group: groupOf(name),
      inputs: () => ledger().status().inputs,
    },
  ];
  return runProfilePatches({
    ...{ log, codec, before, writers: new Map([['sevenrooms', writer]]), settle_ms: 0, humanEdits: 'keep' },
    shows: ({ custom_fields, tags }) => shownBy(usualNames, custom_fields, tags),
    now_ms: Date.now,
    ...{ backoff: quick, longest_wait_ms: 5, rejoin: quick, look_ms: 2, idle_commit_ms: 5 },
    ...over,
  });
}

export type Wish = Partial<typeof none> & { readonly tag?: string };

export function want(log: Log, client_id: string, { tag, ...fields }: Wish): Promise<void> {
  const tags = JSON.stringify({ loyalty: null, spend_tier: tag === undefined || tag === '' ? null : tag });
  const value = { client_id, guest_id: `g_${client_id}`, fields: JSON.stringify({ ...none, ...fields }), tags };
  return write(log, [recordFor(topics.profile_wants, { ...value, causes: '[]' })]);
}

export function show(log: Log, book: ProfileBook, client_id: string): Promise<void> {
  return write(log, [recordFor(topics.guest_profiles, book.row(client_id))]);
}

/** The ledger, oldest patch first. */
export async function ledgerOf(log: Log): Promise<readonly ProfilePatch[]> {
  const rows = [...(await tableOf(log, topics.profile_patches)).values()];
  return rows.toSorted((a, b) => numberOf(a) - numberOf(b));
}

function numberOf({ patch_id }: ProfilePatch): number {
  return Number(patch_id.split('/').at(-1));
}

/** The last outcome of any patch of the client's on the log. */
export async function lastOutcome(log: Log, client_id: string) {
  const all = (await recordsOf(log, topics.patch_outcomes)).map(({ value }) =>
    codec.decode(topics.patch_outcomes, value!),
  );
  return all.filter((one) => one.client_id === client_id).at(-1);
}

/** Nothing is on its way anywhere. */
export async function isQuiet(log: Log, ledger: Component, ...sinks: readonly Component[]): Promise<boolean> {
  const inputs = [topics.profile_wants, topics.guest_profiles, topics.patch_outcomes];
  if (!(await hasRead(log, [ledger], inputs))) return false;
  if (!(await hasRead(log, sinks, [topics.profile_patches]))) return false;
  return (await hasRead(log, [ledger], inputs)) && (await ledgerOf(log)).every(({ status }) => !isOpen(status));
}

function isOpen(status: string): boolean {
  return status === 'planned' || status === 'sent';
}

async function hasRead(log: Log, components: readonly Component[], read: readonly { readonly name: string }[]) {
  for (const { name } of read) {
    const ends = await log.ends(name);
    const inputs = components.flatMap((one) => one.status().inputs).filter(({ topic }) => topic === name);
    if (inputs.length !== ends.length) return false;
    if (inputs.some(({ partition, position }) => position < ends[partition]!.end)) return false;
  }
  return true;
}
