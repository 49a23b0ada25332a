import type { Payer } from '../world/payers.ts';
import { hash } from '../world/random.ts';
import { customerId } from './ids.ts';

const DAY_MS = 86_400_000;

interface Entry {
  readonly id: string;
  readonly payer: Payer;
  created_at_ms: number;
}

/** Someone whom an order names, as Square knows them at some moment. */
export interface Customer {
  readonly id: string;
  readonly payer: Payer;
  readonly created_at_ms: number;
  readonly updated_at_ms: number;
  /** Whether staff have filled in what was missing. */
  readonly edited: boolean;
}

/** The seller's customers: made with the first order that names them, by address or by number. */
export class Directory {
  private readonly seed: number;
  private readonly entries = new Map<string, Entry>();

  constructor(seed: number) {
    this.seed = seed;
  }

  note(payer: Payer, at_ms: number): void {
    const id = this.idOf(payer);
    if (id === null) return;
    const known = this.entries.get(id);
    if (known === undefined) this.entries.set(id, { id, payer, created_at_ms: at_ms });
    else known.created_at_ms = Math.min(known.created_at_ms, at_ms);
  }

  /** Null: a loyalty number names nobody. */
  idOf({ known_by, guest }: Payer): string | null {
    return known_by === 'account' ? null : customerId(this.seed, `${known_by} ${guest.index}`);
  }

  find(id: string, at_ms: number): Customer | null {
    const entry = this.entries.get(id);
    return entry === undefined || entry.created_at_ms > at_ms ? null : this.asOf(entry, at_ms);
  }

  /** Those whose latest change, as of `at_ms`, is at `from_ms` or later, by when they were made. */
  all(from_ms: number, at_ms: number): Customer[] {
    const here = [...this.entries.values()].filter(({ created_at_ms }) => created_at_ms <= at_ms);
    const customers = here.map((entry) => this.asOf(entry, at_ms));
    const found = customers.filter(({ updated_at_ms }) => updated_at_ms >= from_ms);
    return found.sort((one, other) => one.created_at_ms - other.created_at_ms || (one.id < other.id ? -1 : 1));
  }

  /** Every change in (after_ms, to_ms]. */
  happened(after_ms: number, to_ms: number): { readonly id: string; readonly at_ms: number; readonly made: boolean }[] {
    const within = (at_ms: number | null) => at_ms !== null && at_ms > after_ms && at_ms <= to_ms;
    return [...this.entries.values()].flatMap((entry) => {
      const edited_ms = this.editedAt(entry);
      const made = within(entry.created_at_ms) ? [{ id: entry.id, at_ms: entry.created_at_ms, made: true }] : [];
      return within(edited_ms) ? [...made, { id: entry.id, at_ms: edited_ms!, made: false }] : made;
    });
  }

  private asOf(entry: Entry, at_ms: number): Customer {
    const edited_ms = this.editedAt(entry);
    const edited = edited_ms !== null && edited_ms <= at_ms;
    return { ...entry, updated_at_ms: edited ? edited_ms : entry.created_at_ms, edited };
  }

  /** One in five is filled in by staff, within a month. */
  private editedAt({ id, created_at_ms }: Entry): number | null {
    const drawn = hash(this.seed, 303, ...Buffer.from(id));
    return drawn % 5 === 0 ? created_at_ms + Math.floor(((drawn % 2_999) / 100) * DAY_MS) + 1 : null;
  }
}
