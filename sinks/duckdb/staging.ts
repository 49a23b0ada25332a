import type { DuckDBConnection } from '@duckdb/node-api';
import { ChunkAppender } from '../../runtime/duckdb/chunks.ts';
import { CHUNK_ROWS } from '../../runtime/duckdb/vectors.ts';
import { breathe } from '../../runtime/tasks/waiting.ts';
import { type Avro, type AvroRecord, isUnion } from '../../schemas/avro.ts';
import { onlyOf, type StoredColumn, type StoredTable } from '../../schemas/tables.ts';
import { keepsArrivals } from './arrivals.ts';
import type { Slice } from './slices.ts';

/**
 * Rows are staged in a temporary table, as they come: instants and dates as numbers, JSON as text. `_n` numbers them in
 * log order (of one key), `_gone` marks tombstones, `_log_key` is the key on the log; `_via` and `_at`: see arrivals.ts.
 */
export function stageDdl(table: StoredTable): string {
  const own = ['_n INTEGER', '_gone BOOLEAN', '_log_key VARCHAR'];
  if (keepsArrivals(table)) own.push('_via VARCHAR', '_at BIGINT');
  const columns = table.columns.map(({ name, field }) => `"${name}" ${stagedType(field.type)}`);
  return `CREATE TEMP TABLE "${stageName(table)}" (${[...own, ...columns].join(', ')})`;
}

export function stageName({ name }: StoredTable): string {
  return `stage_${name}`;
}

function stagedType(type: Avro): string {
  if (isUnion(type)) return stagedType(onlyOf(type));
  if (typeof type === 'string') return primitives[type]!;
  if (type.type === 'array') return `${stagedType(type.items)}[]`;
  if (type.type === 'record') return structType(type);
  if (type.type === 'map') throw new Error('no table has a map');
  return primitives[type.type]!;
}

function structType({ fields }: AvroRecord): string {
  return `STRUCT(${fields.map(({ name, type }) => `"${name}" ${stagedType(type)}`).join(', ')})`;
}

const primitives: Readonly<Record<string, string>> = {
  string: 'VARCHAR',
  bytes: 'BLOB',
  long: 'BIGINT',
  int: 'INTEGER',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
};

/** The column's value from that of the stage `s`. */
export function columnSql({ name, type, field }: StoredColumn): string {
  const value = `s."${name}"`;
  // What no JSON parser takes (a lone surrogate in it, say) stays, as a JSON string.
  if (field.json) return `CASE WHEN ${value} IS NULL OR json_valid(${value}) THEN ${value} ELSE to_json(${value}) END`;
  switch (type) {
    case 'TIMESTAMPTZ':
      return `make_timestamptz(${value} * 1000)`;
    case 'DATE':
      return `DATE '1970-01-01' + ${value}`;
    default:
      return type.includes('JSON') ? `${value}::${type}` : value;
  }
}

/** Rows that are filled on the main thread before others have their turn. Slices may be of a few rows each. */
const AT_ONCE = 4 * CHUNK_ROWS;

/** Puts the rows of the slices on the stage, numbered from 0. Throws what DuckDB does. */
export function stage(connection: DuckDBConnection, table: StoredTable, slices: readonly Slice[]): Promise<void> {
  return ChunkAppender.to(connection, stageName(table), async (appender) => {
    let [number, breathed_at] = [0, 0];
    for (const { rows, from, to } of slices) {
      for (let at = from; at < to; at += CHUNK_ROWS) {
        const part = { from: at, to: Math.min(to, at + CHUNK_ROWS), number };
        rows.lend(appender.lender, part);
        appender.append(part.to - at, (vector, column) => rows.write(vector, column, part));
        number += part.to - at;
        if (number - breathed_at < AT_ONCE) continue;
        breathed_at = number;
        appender.flush();
        await breathe();
      }
    }
  });
}
