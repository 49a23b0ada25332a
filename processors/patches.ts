import { type Incoming, isOf, type Outputs, type Processor } from '../runtime/types.ts';
import type {
  GuestProfile,
  GuestWants,
  PatchOutcome,
  ProfilePatch,
  ProfileWant,
  WriteBack,
} from '../schemas/generated/types.ts';
import { splitKey, upstreamOf } from '../schemas/keys.ts';
import { type Change, type Changes, changesIn, type Shown } from '../schemas/patch-fields.ts';
import { topics } from '../schemas/topics.ts';
import type { WrittenNames } from '../schemas/written-names.ts';
import { KeyedValues } from './store/keyed-values.ts';
import { type Differences, differences, type HumanEdits } from './write-back/differences.ts';
import { isDeleted, shownBy, wantedBy } from './write-back/names.ts';
import { oursAfter, oursAmong, type SharedGroups, showsChange } from './write-back/shared-tags.ts';

export interface PatchesSettings {
  readonly names: WrittenNames;
  readonly humanEdits: HumanEdits;
  /** Groups of tags that are not ours alone. */
  readonly shared: SharedGroups;
  /** Upstreams whose profiles can be written. */
  readonly upstreams: readonly string[];
}

/** By client id. */
export type PatchesState = KeyedValues<WriteBack>;

/**
 * The PATCHes that profiles need, and the ledger of them: what is wanted of a profile against what the upstream last
 * showed, our own writes included. A profile has one open patch at most; what changes before it is sent changes the
 * patch. What the upstream has refused is planned again once anything about it has changed, and not before.
 *
 * Nothing is planned twice by a redelivery: an older version of a profile, and an outcome that is known, change nothing.
 */
export function patches(settings: PatchesSettings): Processor<PatchesState> {
  return {
    name: 'patches',
    inputs: [topics.profile_wants, topics.guest_profiles, topics.patch_outcomes],
    outputs: [topics.write_backs, topics.profile_patches],
    changelogs: [topics.write_backs],
    coalesced: [topics.write_backs, topics.profile_patches],
    create: () => new KeyedValues(topics.write_backs),
    // The only changelog is _write_backs.
    restore: (state, record) => state.restore(record as Incoming<WriteBack>),
    step(state, record, out) {
      const [client_id, part = ''] = splitKey(record.key);
      const known = state.get(client_id!) ?? unknown(client_id!);
      const learned = learn(known, record, part, { settings, out });
      if (learned !== known) keep(state, planned(learned, record.timestamp_ms, { settings, out }), out);
      return undefined;
    },
  };
}

interface Work {
  readonly settings: PatchesSettings;
  readonly out: Outputs;
}

function unknown(client_id: string): WriteBack {
  const nothing = { gone: false, shown: '{}', written: '{}', refused: '', kept: '', patches: 0, open: null };
  return { client_id, wants: [], version: null, ...nothing };
}

function keep(state: PatchesState, after: WriteBack, out: Outputs): void {
  state.put(after);
  out.put(topics.write_backs, after);
}

/** The same object where the record says nothing new. */
function learn(known: WriteBack, record: Incoming, part: string, work: Work): WriteBack {
  if (isOf(record, topics.profile_wants)) return { ...known, wants: withWants(known.wants, part, record.value) };
  if (isOf(record, topics.guest_profiles)) return seen(known, record.value, work.settings);
  if (isOf(record, topics.patch_outcomes) && record.value !== null) return answered(known, record.value, work);
  return known;
}

function withWants(wants: readonly GuestWants[], guest_id: string, value: ProfileWant | null): readonly GuestWants[] {
  const others = wants.filter((one) => one.guest_id !== guest_id);
  return value === null ? others : [...others, value].sort((a, b) => (a.guest_id < b.guest_id ? -1 : 1));
}

function seen(known: WriteBack, profile: GuestProfile | null, { names }: PatchesSettings): WriteBack {
  if (profile === null || (known.version !== null && profile.version <= known.version)) return known;
  const shown = shownBy(names, profile.custom_fields, profile.tags);
  return { ...known, version: profile.version, gone: isDeleted(profile), shown: JSON.stringify(shown) };
}

/** The ledger's row of the patch follows; a patch that is not the open one is known already. */
function answered(known: WriteBack, outcome: PatchOutcome, { settings, out }: Work): WriteBack {
  const open = lastOf(known);
  if (open === null || open.patch_id !== outcome.patch_id) return known;
  const { status, attempts, http_status, fields } = outcome;
  const told = { ...open, attempts, http_status, fields, status };
  if (status === 'sent') {
    out.put(topics.profile_patches, told);
    return { ...known, open: JSON.stringify(told) };
  }
  const after = { ...known, ...showing(known, outcome), open: null };
  if (status !== 'acknowledged') {
    out.put(topics.profile_patches, told);
    return { ...after, refused: fields };
  }
  const { written, untaken, ledger } = taken(outcome, shownOf(known.written), settings.shared);
  out.put(topics.profile_patches, { ...told, fields: JSON.stringify(ledger), acknowledged_at: outcome.at });
  const refused = Object.keys(untaken).length === 0 ? '' : JSON.stringify(untaken);
  return { ...after, refused, written: JSON.stringify({ ...shownOf(known.written), ...written }) };
}

/** What the profile shows after the answer, unless it was seen later than that. */
function showing(known: WriteBack, { status, fields, version, shown }: PatchOutcome): Partial<WriteBack> {
  if (known.version !== null && version !== null && version < known.version) return {};
  const after = status === 'acknowledged' ? afterwards(changesIn(fields)) : {};
  const shows = { ...shownOf(known.shown), ...after, ...shownOf(shown ?? '{}') };
  return { version: version ?? known.version, shown: JSON.stringify(shows) };
}

function afterwards(changes: Changes): Shown {
  return Object.fromEntries(Object.entries(changes).map(([field, { after }]) => [field, after]));
}

interface Taken {
  /** What the profile shows of what was sent: that is ours. */
  readonly written: Shown;
  /** What was sent and did not come to be, as it would be planned again. */
  readonly untaken: Changes;
  /** What was sent, and what is shown where that is something else. */
  readonly ledger: Readonly<Record<string, Change & { readonly shown?: string }>>;
}

/** An upstream that does not remove tags, or writes a text in a way of its own, took what it shows. */
function taken({ fields, shown }: PatchOutcome, before_written: Shown, shared: SharedGroups): Taken {
  const shows = shownOf(shown ?? '{}');
  const written: Record<string, string> = {};
  const untaken: Record<string, Change> = {};
  const ledger: Record<string, Change & { readonly shown?: string }> = {};
  for (const [field, { before, after }] of Object.entries(changesIn(fields))) {
    const is = shows[field] ?? after;
    if (shared[field] !== undefined && showsChange({ before, after }, is)) {
      written[field] = oursAfter(before_written[field] ?? '', { before, after });
      ledger[field] = { before, after };
      continue;
    }
    written[field] = shared[field] === undefined ? is : oursAmong(is, before_written[field] ?? '', { before, after });
    ledger[field] = is === after ? { before, after } : { before, after, shown: is };
    if (is !== after) untaken[field] = { before: is, after };
  }
  return { written, untaken, ledger };
}

/** Opens, changes or closes the patch, so that it is what the profile needs. */
function planned(known: WriteBack, now_ms: number, { settings, out }: Work): WriteBack {
  const last = lastOf(known);
  const open = last?.status === WITHDRAWN ? null : last;
  // What is under way is told of first: until then what the profile shows may be ours in part.
  if (open?.status === 'sent') return known;
  const { changes, kept } = needed(known, settings);
  const [want] = known.wants;
  const told = toldOf(known, kept, { want, now_ms, out });
  const fields = JSON.stringify(changes);
  if (want === undefined || Object.keys(changes).length === 0) return withdrawn(told, open, out);
  if (fields === (open?.fields ?? told.refused)) return told;
  const patches = last === null ? told.patches + 1 : told.patches;
  const { guest_id, causes } = want;
  const row = { ...(open ?? begun(last, now_ms) ?? rowOf(told.client_id, patches, now_ms)), guest_id, fields, causes };
  out.put(topics.profile_patches, row);
  return { ...told, patches, open: JSON.stringify(row) };
}

function needed(known: WriteBack, settings: PatchesSettings): Differences {
  const { names, upstreams } = settings;
  const [want] = known.wants;
  if (want === undefined || known.version === null || known.gone || !upstreams.includes(upstreamOf(known.client_id))) {
    return { changes: {}, kept: {} };
  }
  // Only the enrichment writes wants.
  const fields = JSON.parse(want.fields) as Shown;
  const tags = JSON.parse(want.tags) as Readonly<Record<string, string | null>>;
  return differences(wantedBy(names, fields, tags), shownOf(known.shown), shownOf(known.written), settings);
}

const WITHDRAWN = 'unchanged';

/** Nothing is to be written any more. That it was sent just before may still come: the patch is not forgotten. */
function withdrawn(known: WriteBack, open: ProfilePatch | null, out: Outputs): WriteBack {
  if (open === null) return known;
  const row = { ...open, status: WITHDRAWN };
  out.put(topics.profile_patches, row);
  return { ...known, open: JSON.stringify(row) };
}

/** A withdrawn patch becomes the open one again, under its number: its `sent` may be on its way. */
function begun(last: ProfilePatch | null, created_at: number): ProfilePatch | undefined {
  return last === null ? undefined : { ...last, status: 'planned', created_at };
}

interface Telling {
  readonly want: GuestWants | undefined;
  readonly now_ms: number;
  readonly out: Outputs;
}

/** The ledger says what is left alone because a person wrote it, in a row of its own that nothing is sent for. */
function toldOf(known: WriteBack, kept: Differences['kept'], { want, now_ms, out }: Telling): WriteBack {
  const fields = Object.keys(kept).length === 0 ? '' : JSON.stringify(kept);
  if (fields === known.kept) return known;
  if (fields === '' || want === undefined) return { ...known, kept: fields };
  const patches = known.patches + 1;
  const { guest_id, causes } = want;
  const row = rowOf(known.client_id, patches, now_ms);
  out.put(topics.profile_patches, { ...row, guest_id, fields, causes, status: WITHDRAWN });
  return { ...known, patches, kept: fields };
}

function rowOf(client_id: string, number: number, created_at: number): ProfilePatch {
  const nothing = { guest_id: '', fields: '{}', causes: '[]', attempts: 0, http_status: null, acknowledged_at: null };
  return { patch_id: `${client_id}/${number}`, client_id, ...nothing, status: 'planned', created_at };
}

/** The open patch, or the one that was withdrawn last. */
function lastOf({ open }: WriteBack): ProfilePatch | null {
  return open === null ? null : (JSON.parse(open) as ProfilePatch);
}

function shownOf(text: string): Shown {
  return JSON.parse(text) as Shown;
}
