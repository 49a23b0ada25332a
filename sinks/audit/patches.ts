import type { DuckDBConnection } from '@duckdb/node-api';
import { objectsOf, type Row } from '../../runtime/duckdb/rows.ts';
import { type Shown, tagsIn } from '../../schemas/patch-fields.ts';
import type { Moving } from './motion.ts';
import type { AuditCheck, AuditDifference } from './report.ts';
import { shownKey, shownValue } from './shown.ts';

/** What is written back, and how it is told from the rows of the warehouse: handed in, since it is the processors' own. */
export interface WrittenBack {
  /** SQL: client_id, guest_id, and what `wanted` goes by. */
  readonly wants: string;
  /** Whether profiles of its upstream are written. */
  isWritten(client_id: string): boolean;
  wanted(row: Row): Shown;
  /** Whether the field is a group of tags in which others have theirs, too. */
  isShared(field: string): boolean;
  /** Of custom_fields, tags and extra as text; null: the profile is deleted. */
  shown(row: Row): Shown | null;
}

/** A patch of the ledger, by what it says of each field. */
interface Patch {
  readonly number: number;
  readonly status: string;
  readonly fields: Readonly<Record<string, Told>>;
}

/** `wanted`: it was left alone. */
interface Told {
  readonly before?: string;
  readonly after?: string;
  readonly wanted?: string;
}

interface Fault {
  readonly field: string;
  readonly wanted: string | null;
  readonly found: string | null;
}

const NAME = 'recomputed = profile_patches';

/**
 * Where a profile shows something else than it should, the last patch of that field is one to just that: planned, under
 * way, acknowledged and not read back yet, refused, or left alone for a person's sake. What is planned is wanted.
 */
export async function checkPatches(
  connection: DuckDBConnection,
  written: WrittenBack,
  moving: Moving,
): Promise<AuditCheck> {
  if (moving.profiles) return { name: NAME, ok: true, compared: 0, left_out: moving.guests.length, difference: null };
  const still = new Set(moving.guests);
  let [compared, left_out, faulty] = [0, 0, 0];
  let first: AuditDifference | null = null;
  for await (const row of rows(connection, written.wants)) {
    if (!written.isWritten(String(row.client_id))) continue;
    if (row.guest_id !== null && still.has(String(row.guest_id))) {
      left_out++;
      continue;
    }
    compared++;
    const fault = faultIn(row, written);
    if (fault === undefined) continue;
    faulty++;
    first ??= differenceOf(row, fault);
  }
  const difference = first === null ? null : { ...first, rows: faulty };
  return { name: NAME, ok: difference === null, compared, left_out, difference };
}

/** A row for each profile, in the order of their ids. */
async function* rows(connection: DuckDBConnection, wants: string): AsyncIterable<Row> {
  const sql = `SELECT p.client_id, p.custom_fields::VARCHAR AS custom_fields, p.tags::VARCHAR AS tags, p.extra::VARCHAR AS extra,
           w.* EXCLUDE (client_id), l.patches::JSON::VARCHAR AS patches
      FROM store.guest_profiles p
      LEFT JOIN (SELECT DISTINCT ON (client_id) * FROM (${wants}) ORDER BY client_id, guest_id) w ON w.client_id = p.client_id
      LEFT JOIN (SELECT client_id, list({'id': patch_id, 'status': status, 'fields': fields::VARCHAR}) AS patches
                   FROM main.profile_patches GROUP BY client_id) l ON l.client_id = p.client_id
     ORDER BY p.client_id`;
  const result = await connection.stream(sql);
  const names = result.deduplicatedColumnNames();
  const types = result.columnTypes();
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    yield* objectsOf(names, types, chunk);
  }
}

function faultIn(row: Row, written: WrittenBack): Fault | undefined {
  const shown = written.shown(row);
  if (shown === null) return undefined;
  const patches = patchesIn(row.patches);
  const wanted = row.guest_id === null ? {} : written.wanted(row);
  for (const { status, fields } of patches) {
    if (status !== 'planned') continue;
    for (const [field, told] of Object.entries(fields)) {
      const want = wanted[field] ?? null;
      const fits = written.isShared(field) ? addsOnly(told, want ?? '') : told.after === want;
      if (!fits) return { field, wanted: want, found: told.after ?? null };
    }
  }
  for (const [field, value] of Object.entries(wanted)) {
    const shows = shown[field] ?? '';
    if (shows === value) continue;
    const last = patches.find(({ fields }) => field in fields)?.fields[field] ?? {};
    const fits = written.isShared(field) ? isAccountedFor(last, value, shows) : (last.after ?? last.wanted) === value;
    if (!fits) return { field, wanted: value, found: shows };
  }
  return undefined;
}

/** Of tags: what is added is wanted. */
function addsOnly({ before = '', after = '' }: Told, wanted: string): boolean {
  const [were, want] = [tagsIn(before), tagsIn(wanted)];
  return tagsIn(after).every((tag) => were.includes(tag) || want.includes(tag));
}

/** Of tags: each that is wanted is shown, or the last patch added it, or says that it is left alone. */
function isAccountedFor({ after = '', wanted }: Told, value: string, shown: string): boolean {
  const known = [...tagsIn(shown), ...tagsIn(after)];
  return wanted === value || tagsIn(value).every((tag) => known.includes(tag));
}

/** The latest first. */
function patchesIn(text: Row[string] | undefined): readonly Patch[] {
  if (typeof text !== 'string') return [];
  // As the query makes them; only this product writes the ledger.
  const all = JSON.parse(text) as { id: string; status: string; fields: string }[];
  const patches = all.map(({ id, status, fields }) => ({
    number: Number(id.slice(id.lastIndexOf('/') + 1)),
    status,
    fields: JSON.parse(fields) as Patch['fields'],
  }));
  return patches.sort((a, b) => b.number - a.number);
}

function differenceOf(row: Row, { field, wanted, found }: Fault): AuditDifference {
  return {
    rows: 1,
    key: shownKey(['client_id'], row),
    column: field,
    expected: { side: 'recomputed', value: shownValue('fields', wanted) },
    found: { side: 'warehouse', value: shownValue('fields', found) },
  };
}
