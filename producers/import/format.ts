import { closeSync, openSync, readSync } from 'node:fs';
import { constants, gunzipSync } from 'node:zlib';
import type { RawRow } from './cells.ts';

/** What a format's reader makes of a file: a table of its good rows in their order, and the bad ones. */
export interface Read {
  readonly columns: readonly string[];
  readonly bad: readonly BadRow[];
  /** Makes the values of one row of the table; a text instead where it is none. */
  values(row: RawRow): RawRow | string;
}

export interface BadRow {
  readonly row: number;
  readonly detail: string;
  readonly text: string;
}

export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** How a text file begins, up to 64 KiB of it; without a byte order mark. */
export function beginOf(path: string): string {
  const buffer = Buffer.alloc(64 * 1024);
  const file = openSync(path, 'r');
  try {
    const bytes = buffer.subarray(0, readSync(file, buffer));
    const text = /\.gz$/i.test(path) ? gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }) : bytes;
    return text.toString('utf8').replace(/^\uFEFF/, '');
  } finally {
    closeSync(file);
  }
}
