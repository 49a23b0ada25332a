import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientWrite, ReservationWrite } from './writes.ts';

/** One accepted write, by the id of what was written. */
export type Written = {
  /** When it was accepted. */
  readonly at_ms: number;
  /** What `updated` became; later than `at_ms` where two writes fell into one millisecond. */
  readonly updated_ms: number;
  readonly by: 'api' | 'staff';
  /** Whether anything was different afterwards. */
  readonly changed: boolean;
} & (
  | { readonly entity: 'client'; readonly id: string; readonly write: ClientWrite }
  | { readonly entity: 'reservation'; readonly id: string; readonly write: ReservationWrite }
);

const FILE = 'sandbox-sevenrooms-writes.jsonl';

/**
 * What clients of the API wrote, which the world knows nothing of: kept over a restart, and over a kill too, by a line for
 * each accepted write before it is answered. A line that a kill broke off was never answered, and is dropped.
 */
export class Overlay {
  private readonly file: number | null;
  private readonly byId = new Map<string, Written[]>();
  private readonly written = new Set<string>();

  /** `dataDir` null: kept nowhere. */
  constructor(dataDir: string | null) {
    this.file = dataDir === null ? null : this.open(dataDir);
  }

  /** The writes of one profile or reservation, in the order that they came in. */
  of(id: string): readonly Written[] {
    return this.byId.get(id) ?? [];
  }

  /** The reservations that were ever written to, in the order of their first write. */
  reservations(): Iterable<string> {
    return this.written;
  }

  /** Keeps a write. It is in the system's hands when this returns. */
  add(written: Written): void {
    if (this.file !== null) writeSync(this.file, `${JSON.stringify(written)}\n`);
    this.note(written);
  }

  close(): void {
    if (this.file !== null) closeSync(this.file);
  }

  private note(written: Written): void {
    const known = this.byId.get(written.id);
    if (known) known.push(written);
    else this.byId.set(written.id, [written]);
    if (written.entity === 'reservation') this.written.add(written.id);
  }

  private open(dataDir: string): number {
    mkdirSync(dataDir, { recursive: true });
    const path = join(dataDir, FILE);
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    // Lines of this file were written by `add` alone.
    for (const line of whole.split('\n')) if (line !== '') this.note(JSON.parse(line) as Written);
    const file = openSync(path, 'a');
    if (whole.length < text.length) ftruncateSync(file, Buffer.byteLength(whole));
    return file;
  }
}
