import { createHash } from 'node:crypto';

/** Rows published lately: the time of their last change, epoch ms, and a fingerprint of what was published. */
export type SeenRows = readonly (readonly [modified_ms: number, fingerprint: string])[];

/** As many as a cursor on the log can carry without weighing on it. Beyond, the oldest are published once more. */
const MOST = 5000;

/** What of an overlapping window was published before. Bounded: rows that no later poll reads again are forgotten. */
export class Seen {
  private readonly rows: Map<string, number>;

  constructor(rows: SeenRows) {
    this.rows = new Map(rows.map(([modified_ms, fingerprint]) => [fingerprint, modified_ms]));
  }

  has(fingerprint: string): boolean {
    return this.rows.has(fingerprint);
  }

  add(fingerprint: string, modified_ms: number): void {
    this.rows.set(fingerprint, modified_ms);
  }

  /** Forgets those modified before `from_ms`, and the oldest where they are too many; what is left. */
  since(from_ms: number): SeenRows {
    const kept = [...this.rows].filter(([, modified_ms]) => modified_ms >= from_ms);
    const latest = kept.sort((a, b) => a[1] - b[1]).slice(-MOST);
    this.rows.clear();
    for (const [fingerprint, modified_ms] of latest) this.rows.set(fingerprint, modified_ms);
    return latest.map(([fingerprint, modified_ms]) => [modified_ms, fingerprint]);
  }
}

/** The same for the same content; 96 bits. */
export function fingerprintOf(content: string): string {
  return createHash('sha256').update(content).digest('base64url').slice(0, 16);
}
