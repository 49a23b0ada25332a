import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** An event that a client of the API has told of. */
export interface Received {
  readonly email: string;
  readonly metric: string;
  readonly unique_id: string;
  readonly time_ms: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

const FILE = 'sandbox-klaviyo-events.jsonl';

/**
 * What clients told Klaviyo of: of one unique_id, profile and metric only the first. Kept over a restart, and over a kill
 * too, by a line for each before its answer; a line that a kill broke off was never answered, and is dropped.
 */
export class Inbox {
  private readonly file: number | null;
  private readonly events = new Map<string, Received & { times: number }>();

  /** `dataDir` null: kept nowhere. */
  constructor(dataDir: string | null) {
    this.file = dataDir === null ? null : this.open(dataDir);
  }

  /** False where it was told of before. It is in the system's hands when this returns. */
  take(received: Received): boolean {
    if (this.file !== null) writeSync(this.file, `${JSON.stringify(received)}\n`);
    return this.note(received);
  }

  /** By the time of arrival, with how often each was told of. */
  all(): Iterable<Received & { readonly times: number }> {
    return this.events.values();
  }

  close(): void {
    if (this.file !== null) closeSync(this.file);
  }

  private note(received: Received): boolean {
    const { email, metric, unique_id } = received;
    const name = JSON.stringify([email.trim().toLowerCase(), metric, unique_id]);
    const known = this.events.get(name);
    if (known) known.times++;
    else this.events.set(name, { ...received, times: 1 });
    return !known;
  }

  private open(dataDir: string): number {
    mkdirSync(dataDir, { recursive: true });
    const path = join(dataDir, FILE);
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    for (const line of whole.split('\n')) if (line !== '') this.note(JSON.parse(line));
    const file = openSync(path, 'a');
    ftruncateSync(file, Buffer.byteLength(whole));
    return file;
  }
}
