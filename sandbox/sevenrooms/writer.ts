import type { SandboxClock } from '../clock.ts';
import type { Counts } from '../counts.ts';
import type { Faults } from '../faults.ts';
import type { Reply, Request } from '../http.ts';
import { strained } from '../mishaps.ts';
import type { Settings } from '../options.ts';
import type { Book } from './book.ts';
import { refusal, success } from './errors.ts';
import type { SevenRoomsFault } from './faults.ts';
import { clientWrite, reservationWrite, staffWrite } from './writes.ts';

/** What a write changed: the object before and after. */
export interface Echo {
  readonly entity_type: 'client' | 'reservation';
  readonly before: object;
  readonly after: object;
}

export type WriteEcho = (echo: Echo) => void;

interface Surroundings {
  readonly clock: SandboxClock;
  readonly counts: Counts;
  readonly faults: Faults<SevenRoomsFault>;
  readonly echo: WriteEcho;
}

/** What is to be written to, and how that was spelled. */
export interface Wish {
  readonly root: string;
  readonly entity: 'clients' | 'reservations';
  readonly id: string;
}

/** Takes writes, each whole or not at all: validated, kept, then answered with the object as it is now. */
export class Writer {
  private readonly book: Book;
  private readonly around: Surroundings;
  private readonly spellings: Settings['sevenroomsWrites'];

  constructor(book: Book, around: Surroundings, spellings: Settings['sevenroomsWrites']) {
    this.book = book;
    this.around = around;
    this.spellings = spellings;
  }

  answer(request: Request, route: string, { root, entity, id }: Wish): Reply {
    const { faults, counts } = this.around;
    if (!this.spellings.roots.includes(root)) return refusal(route, 404, 'Not found');
    if (!this.spellings.methods.includes(request.method)) return refusal(route, 405, 'Method not allowed');
    const refused = (status: number, msg: string) => {
      counts.tally('sevenrooms.writes.refused');
      return refusal(route, status, msg);
    };
    if (faults.strikes('write_conflict')) return refused(409, 'The record is being changed by somebody else');
    if (faults.strikes('write_unprocessable')) return refused(422, 'The record cannot be changed');
    let after: object | null;
    try {
      after = entity === 'clients' ? this.client(id, request.body) : this.reservation(id, request.body);
    } catch (failure) {
      return refused(400, failure instanceof Error ? failure.message : String(failure));
    }
    if (after === null) return refused(404, entity === 'clients' ? 'Client not found' : 'Reservation not found');
    if (faults.strikes('write_answer_lost')) return { ...success(route, after), torn: true };
    return strained(faults, success(route, after));
  }

  /** An edit of a profile by staff: as a client writes it, and `marketing_opt_in`. Null where there is no such profile. */
  byStaff(id: string, body: string): object | null {
    return this.toClient(id, staffWrite(body), 'staff');
  }

  private client(id: string, body: string): object | null {
    const write = clientWrite(body);
    if (write.client_tags_remove && this.around.faults.strikes('removal_refused'))
      throw new Error('Unknown field client_tags_remove.');
    return this.toClient(id, write, 'api');
  }

  private toClient(id: string, write: ReturnType<typeof staffWrite>, by: 'api' | 'staff'): object | null {
    const now_ms = this.around.clock.now_ms();
    const profile = this.book.profile(id, now_ms);
    if (!profile) return null;
    const before = this.book.client(profile, now_ms);
    return this.told('client', before, this.book.writeClient(profile, write, by), (at_ms) =>
      this.book.client(profile, at_ms),
    );
  }

  private reservation(id: string, body: string): object | null {
    const write = reservationWrite(body);
    const now_ms = this.around.clock.now_ms();
    const booking = this.book.booking(id, now_ms);
    if (!booking) return null;
    const before = this.book.reservation(booking, now_ms);
    const changed = this.book.writeReservation(booking, write);
    return this.told('reservation', before, changed, (at_ms) => this.book.reservation(booking, at_ms));
  }

  private told(
    entity_type: Echo['entity_type'],
    before: object,
    changed: boolean,
    as: (at_ms: number) => object,
  ): object {
    this.around.counts.tally(`sevenrooms.writes.${changed ? 'changed' : 'unchanged'}`);
    const after = as(this.around.clock.now_ms());
    if (changed) this.around.echo({ entity_type, before, after });
    return after;
  }
}
