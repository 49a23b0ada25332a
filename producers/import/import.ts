import { existsSync, statSync } from 'node:fs';
import { Failure, failureOf } from '../../runtime/failures.ts';
import { produced } from '../../runtime/produced.ts';
import type { Decoded, Origin, Refused } from '../../runtime/types.ts';
import { derivedColumns, type ImportKind, importShapes } from '../../schemas/import-columns.ts';
import { topics } from '../../schemas/topics.ts';
import { Unreadable } from '../../upstreams/shared/fields.ts';
import { written } from '../../upstreams/shared/written.ts';
import { Cells, type RawRow } from './cells.ts';
import { orderOf } from './orders.ts';
import { guestOf, reservationOf, surveyOf } from './others.ts';
import { fileEndings, isReadable, type Loaded, openReader } from './reader.ts';
import { commonCountry, type ImportVenue } from './venues.ts';

export interface ImportOptions {
  readonly kind: ImportKind;
  readonly files: readonly string[];
  readonly venues: readonly ImportVenue[];
  /** Where rows go that do not fit into memory. */
  readonly temp_folder: string;
  /** 512 MiB. */
  readonly memory_bytes?: number;
}

export interface Import {
  readonly files: readonly { readonly file: string; readonly rows: number }[];
  readonly rows: number;
  /**
   * Every row once, in order, as a record or a refusal with its number: at most 1,000 at a time. A record may still be
   * refused where it is published (in the future). May be called again.
   */
  batches(): AsyncGenerator<readonly Decoded[], void, undefined>;
  close(): void;
}

const BATCH = 1_000;

/**
 * Reads the files as a whole and checks their columns before a single row is given out. Throws a Failure
 * `unusable_files` (wrong usage), its message a line for each problem of each file.
 */
export async function openImport(options: ImportOptions): Promise<Import> {
  const { kind, files, temp_folder, memory_bytes = 512 * 1024 * 1024 } = options;
  const reader = await openReader(temp_folder, memory_bytes);
  try {
    const problems = files.flatMap(problemsOfPath);
    const loaded: Loaded[] = [];
    for (const path of problems.length > 0 ? [] : files) {
      try {
        const file = await reader.load(path);
        problems.push(...problemsOfColumns(kind, file).map((problem) => `${path}: ${problem}`));
        loaded.push(file);
      } catch (error) {
        problems.push(`${path}: ${failureOf(error).message.split('\n', 1)[0]}`);
      }
    }
    if (problems.length > 0) throw new Failure('poison', 'unusable_files', { message: problems.join('\n') });
    return {
      files: loaded.map(({ file, rows }) => ({ file, rows })),
      rows: loaded.reduce((sum, { rows }) => sum + rows, 0),
      batches: () => batches(loaded, decoderOf(options)),
      close: () => reader.close(),
    };
  } catch (error) {
    reader.close();
    throw error;
  }
}

function problemsOfPath(path: string): string[] {
  if (!existsSync(path)) return [`${path}: no such file`];
  if (statSync(path).isDirectory()) return [`${path}: a folder, not a file`];
  if (!isReadable(path)) return [`${path}: its name must end in ${fileEndings}`];
  return /[*?[\]]/.test(path) ? [`${path}: a name with * ? [ or ] cannot be read`] : [];
}

function problemsOfColumns(kind: ImportKind, { columns, rows }: Loaded): string[] {
  const { columns: known, required } = importShapes[kind];
  const names = known.map(({ name }) => name);
  const list = (some: readonly string[]) => some.map((name) => JSON.stringify(name)).join(', ');
  const derived = columns.filter((name) => derivedColumns.includes(name));
  const unknown = columns.filter((name) => !names.includes(name) && !derived.includes(name));
  const missing = rows === 0 && columns.length === 0 ? [] : required.filter((name) => !columns.includes(name));
  return [
    ...(derived.length === 0 ? [] : [`${list(derived)} cannot be imported: the pipeline works it out`]),
    ...(unknown.length === 0 ? [] : [`unknown columns ${list(unknown)}; ${kind} have ${names.join(', ')}`]),
    ...(missing.length === 0 ? [] : [`columns ${list(missing)} are missing`]),
  ];
}

type Decode = (cells: Cells, origin: Origin) => Decoded;

function decoderOf({ kind, venues }: ImportOptions): Decode {
  const byId = new Map(venues.map((venue) => [venue.id, venue]));
  const country = commonCountry(venues);
  const decoders: Readonly<Record<ImportKind, Decode>> = {
    orders(cells, origin) {
      const order = orderOf(cells, byId);
      return produced(topics.orders, order, order.closed_at, origin);
    },
    guests: (cells, origin) => produced(topics.guest_profiles, guestOf(cells, country), null, origin),
    reservations(cells, origin) {
      const event = reservationOf(cells);
      return produced(topics.reservation_events, event, event.occurred_at, origin);
    },
    surveys(cells, origin) {
      const response = surveyOf(cells);
      return produced(topics.survey_responses, response, response.submitted_at, origin);
    },
  };
  return decoders[kind];
}

async function* batches(files: readonly Loaded[], decode: Decode): AsyncGenerator<readonly Decoded[], void, undefined> {
  for (const { file, read } of files) {
    let batch: Decoded[] = [];
    for await (const row of read()) {
      const origin = { kind: 'file', file, row: row.row } as const;
      batch.push(
        row.kind === 'row'
          ? decoded(decode, row.values, origin)
          : refused({ reason: 'unreadable_row', detail: row.detail }, Buffer.from(row.text), origin),
      );
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  }
}

function decoded(decode: Decode, values: RawRow, origin: Origin): Decoded {
  try {
    return decode(new Cells(values), origin);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return refused({ reason: error.reason, detail: error.message }, written(values), origin);
  }
}

function refused(cause: { reason: string; detail: string }, payload: Buffer, origin: Origin): Refused {
  return { kind: 'refused', ...cause, upstream: 'file', payload, origin };
}
