import type { Incoming, Outputs, Processor, Rejection } from '../runtime/types.ts';
import type { ReservationEvent, ReservationVersion, VersionState } from '../schemas/generated/types.ts';
import { joinKey, splitKey } from '../schemas/keys.ts';
import { topics } from '../schemas/topics.ts';
import { KeyedValues } from './store/keyed-values.ts';
import { changesBetween, packed, parsedPayload, unpacked } from './versions/payload.ts';
import { storyOf, type Told } from './versions/story.ts';

/** What is on _versions. */
export type VersionsState = KeyedValues<VersionState>;

/**
 * Events of reservations whose upstream has none, only versions: each version is one event, told by what the version
 * before it was. A version that turns up late corrects what it changes about those after it, under their own keys; so
 * the events follow from the set of versions alone. Of two contents of one version the later in the log holds.
 */
export function versions(): Processor<VersionsState> {
  return {
    name: 'versions',
    inputs: [topics.reservation_versions],
    outputs: [topics.versions, topics.reservation_events],
    changelogs: [topics.versions],
    coalesced: [topics.versions, topics.reservation_events],
    owns: (topic, key) => topic !== topics.reservation_events || isOwn(key),
    create: () => new KeyedValues(topics.versions),
    // The only changelog is _versions.
    restore: (state, record) => state.restore(record as Incoming<VersionState>),
    step(state, record, out) {
      // The only input is _reservation_versions.
      return arrived(state, record as Incoming<ReservationVersion>, out);
    },
  };
}

function arrived(
  state: VersionsState,
  { key, value }: Incoming<ReservationVersion>,
  out: Outputs,
): Rejection | undefined {
  const [reservation_id, at] = splitKey(key);
  const version = Number(at);
  if (!isInstant(version)) return value === null ? undefined : { reason: 'version_is_no_instant' };
  if (value !== null && parsedPayload(value.payload) === null) return { reason: 'payload_is_no_object' };
  const event_id = eventIdOf(reservation_id!, version);
  const before = inOrder(state, reservation_id!);
  if (value === null) {
    if (state.remove(reservation_id!, event_id) === undefined) return undefined;
    out.remove(topics.versions, joinKey([reservation_id!, event_id]));
    out.remove(topics.reservation_events, joinKey([reservation_id!, event_id]));
  } else {
    const kept = { ...value, event_id, payload: packed(value.payload) };
    if (state.put(kept) === kept) return undefined;
    out.put(topics.versions, kept);
  }
  tell(before, inOrder(state, reservation_id!), version, out);
  return undefined;
}

/** The versions of a reservation in the order of their changes. */
function inOrder(state: VersionsState, reservation_id: string): VersionState[] {
  return [...state.of(reservation_id)].sort((a, b) => a.version - b.version);
}

/** The event of the version that has changed or gone, of the one after it, and whatever is another one than before. */
function tell(before: readonly VersionState[], after: readonly VersionState[], version: number, out: Outputs): void {
  const was = new Map(storyOf(before).map((told, place) => [before[place]!.version, told]));
  const next = after.find((one) => one.version > version);
  for (const [place, told] of storyOf(after).entries()) {
    const one = after[place]!;
    const old = was.get(one.version);
    if (one.version !== version && one !== next && old !== undefined && isSameTold(old, told)) continue;
    out.put(topics.reservation_events, eventOf(one, after[place - 1], told));
  }
}

/** When the upstream changed it last is what makes it a version, no change of its own. */
const never = new Set(['updated']);

function eventOf(version: VersionState, before: VersionState | undefined, told: Told): ReservationEvent {
  const { event_id, reservation_id, upstream, venue_id, source, party_size, client_id, email, order_ids } = version;
  const data = unpacked(version.payload);
  const [from, to] = [before === undefined ? null : parsedPayload(unpacked(before.payload)), parsedPayload(data)];
  return {
    event_id,
    upstream,
    reservation_id,
    venue_id,
    ...told,
    source,
    party_size,
    changes: from === null || to === null ? null : changesBetween(from, to, never),
    data,
    client_id,
    email,
    order_ids,
  };
}

/** `<reservation id>@<time of the change>`: of two, the later is the greater text. */
function eventIdOf(reservation_id: string, version: number): string {
  return `${reservation_id}@${new Date(version).toISOString()}`;
}

/** Whether an event's key is one that this processor writes: others write events of reservations too. */
function isOwn(key: string): boolean {
  const [reservation_id = '', event_id = ''] = splitKey(key);
  return event_id.startsWith(`${reservation_id}@`);
}

/** Years 0 to 9999: so far how an instant is written is in the order of time. */
function isInstant(version: number): boolean {
  return version >= -62_167_219_200_000 && version < 253_402_300_800_000;
}

function isSameTold(a: Told, b: Told): boolean {
  return (
    a.type === b.type &&
    a.from_status === b.from_status &&
    a.to_status === b.to_status &&
    a.occurred_at === b.occurred_at
  );
}
