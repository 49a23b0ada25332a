import type { VersionState } from '../../schemas/generated/types.ts';

/** What a version tells of, seen after those before it. */
export interface Told {
  readonly type: string;
  /** Null unless the status is another one than before. */
  readonly from_status: string | null;
  readonly to_status: string | null;
  readonly occurred_at: number;
}

type Version = Omit<VersionState, 'event_id' | 'payload'>;

/** A status that gives an event its type; with others the reservation was merely updated. */
const telling = new Set([
  ...['pending', 'confirmed', 'declined', 'cancelled', 'no_show', 'deleted'],
  ...['partially_seated', 'seated', 'completed'],
]);

/** With these a reservation that is first heard of has come further than being created. */
const further = new Set(['declined', 'cancelled', 'no_show', 'deleted', 'partially_seated', 'seated', 'completed']);

/**
 * What each version of a reservation tells, these in the order of their changes. An event happened when its reservation
 * says (created, seated, left), else at the change; but never before an earlier version that says otherwise, so that
 * the latest event to say something is the latest version's.
 */
export function storyOf(versions: readonly Version[]): Told[] {
  const statuses = new Latest();
  const others = new Latest();
  let before: Version | undefined;
  return versions.map((version) => {
    const said = saidBy(version, before);
    const said_status = before === undefined || before.status !== version.status;
    const rest = JSON.stringify([
      version.venue_id,
      version.party_size,
      version.client_id,
      version.email,
      version.order_ids,
    ]);
    const status = String(version.status);
    const occurred_at = Math.max(ownTime(version, said.type), statuses.besides(status), others.besides(rest));
    if (said_status) statuses.saw(status, occurred_at);
    others.saw(rest, occurred_at);
    before = version;
    return { ...said, occurred_at };
  });
}

function saidBy({ status }: Version, before: Version | undefined): Omit<Told, 'occurred_at'> {
  if (before === undefined) {
    const type = status !== null && further.has(status) ? status : 'created';
    return { type: `reservation.${type}`, from_status: null, to_status: status };
  }
  if (before.status === status) return { type: 'reservation.updated', from_status: null, to_status: null };
  const type = status !== null && telling.has(status) ? status : 'updated';
  return { type: `reservation.${type}`, from_status: before.status, to_status: status };
}

/** When it happened by the reservation's own word; without one at the change. */
function ownTime({ version, created_at, seated_at, left_at }: Version, type: string): number {
  if (type === 'reservation.created') return Math.min(created_at ?? version, version);
  if (type === 'reservation.completed') return left_at ?? version;
  if (type === 'reservation.seated' || type === 'reservation.partially_seated') return seated_at ?? version;
  return version;
}

/** The latest instant of each of several sayings. */
class Latest {
  readonly #at = new Map<string, number>();

  saw(what: string, at: number): void {
    this.#at.set(what, Math.max(at, this.#at.get(what) ?? at));
  }

  /** The latest of all but this one. */
  besides(what: string): number {
    let latest = Number.NEGATIVE_INFINITY;
    for (const [other, at] of this.#at) {
      if (other !== what && at > latest) latest = at;
    }
    return latest;
  }
}
