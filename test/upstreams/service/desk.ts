import { Failure } from '../../../runtime/failures.ts';
import type { ListPage, ServicePages } from '../../../upstreams/service/api.ts';

export interface DeskEvent {
  readonly object: 'reservation_event';
  readonly id: string;
  readonly type: string;
  readonly created_at: string;
  readonly data?: unknown;
}

interface Booked {
  readonly id: string;
  updated_ms: number;
  venue: string | null;
  email: string | null;
  readonly events: DeskEvent[];
}

/** A reservation desk in memory, with pages of two. Time is its own. */
export class Desk implements ServicePages {
  now_ms: number;
  /** Calls for events, by reservation. */
  readonly asked = new Map<string, number>();
  /** Reservations whose events cannot be had, and why. */
  readonly broken = new Map<string, Failure>();
  private readonly booked = new Map<string, Booked>();
  private events_so_far = 0;
  readonly reservations: ServicePages['reservations'];

  constructor(now_ms: number, { listed = true } = {}) {
    this.now_ms = now_ms;
    this.reservations = listed ? async (since_ms, after) => this.list(since_ms, after) : null;
  }

  book(id: string, email: string | null = `${id}@example.com`, venue: string | null = 'v1'): this {
    this.booked.set(id, { id, updated_ms: this.now_ms, venue, email, events: [] });
    return this.happens(id, 'reservation.created', { source: 'widget', party_size: 2 });
  }

  happens(id: string, type: string, data?: unknown): this {
    const booked = this.booked.get(id)!;
    const created_at = new Date(++this.now_ms).toISOString();
    const event_id = `evt_${String(this.events_so_far++).padStart(6, '0')}`;
    booked.events.push({ object: 'reservation_event', id: event_id, type, created_at, data });
    booked.updated_ms = this.now_ms;
    return this;
  }

  /** The reservation itself is edited; that is no event. */
  edit(id: string, email: string | null): this {
    const booked = this.booked.get(id)!;
    booked.email = email;
    booked.updated_ms = ++this.now_ms;
    return this;
  }

  /** Event id → address, of every event. */
  truth(): Map<string, string | null> {
    return new Map(
      [...this.booked.values()].flatMap(({ events, email }) => events.map(({ id }) => [`service:${id}`, email])),
    );
  }

  async events(id: string, after: string | null): Promise<ListPage> {
    this.asked.set(id, (this.asked.get(id) ?? 0) + 1);
    const failure = this.broken.get(id);
    if (failure !== undefined) throw failure;
    const booked = this.booked.get(id);
    if (booked === undefined) throw new Failure('poison', 'not_found');
    return paged(booked.events, after);
  }

  private list(since_ms: number, after: string | null): ListPage {
    const changed = [...this.booked.values()].filter(({ updated_ms }) => updated_ms >= since_ms);
    const ordered = changed.toSorted((a, b) => a.updated_ms - b.updated_ms);
    return paged(ordered.map(rowOf), after);
  }
}

function paged(things: readonly { readonly id: string }[], after: string | null): ListPage {
  const from = after === null ? 0 : things.findIndex(({ id }) => id === after) + 1;
  return { rows: things.slice(from, from + 2), has_more: things.length > from + 2 };
}

function rowOf({ id, updated_ms, venue, email }: Booked) {
  const updated_at = new Date(updated_ms).toISOString();
  return { object: 'reservation', id, updated_at, venue_id: venue, guest: email === null ? null : { email } };
}
