import { randomUUID } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Codec } from '../../runtime/codec/codec.ts';
import { type Database, openDatabase } from '../../runtime/duckdb/database.ts';
import { type Row, rowsOf } from '../../runtime/duckdb/rows.ts';
import type { Log } from '../../runtime/log/types.ts';
import { type Read, readBatch } from '../../runtime/tasks/reading.ts';
import { entityOf, splitKey } from '../../schemas/keys.ts';
import type { StoredTable } from '../../schemas/tables.ts';
import { columnNames, fromRecord, jsonOfRecord, jsonStructure } from './canonical.ts';
import type { Refusals } from './refusals.ts';
import { type Side, sqlSide } from './sides.ts';

/** What one partition of a topic is read for. */
export interface LedgerRange {
  readonly partition: number;
  readonly begin: number;
  /** What the warehouse holds ends before this offset. */
  readonly held: number;
  /** Where reading ends: what lies behind `held` only says which keys have changed since. */
  readonly end: number;
}

export interface Reading {
  readonly log: Log;
  readonly codec: Codec;
  readonly table: StoredTable;
  readonly ranges: readonly LedgerRange[];
  readonly signal: AbortSignal;
  /** Accounts for what cannot be read; and the warehouse holds no row of what it refused itself. */
  readonly refusals: Refusals;
  /** Every record, also behind `held`, as it is read. */
  each(key: string, at: { readonly partition: number; readonly offset: number }): void;
}

export interface Ledgered {
  readonly side: Side;
  readonly records: number;
  /** Rows that the log comes to. */
  readonly rows: number;
  /** Records that cannot be read and have no dead letter, as `topic|partition|offset`. */
  readonly unaccounted: readonly string[];
  /** Of these keys those of which the log need not hold the record: changed behind `held`, or older than the log. */
  mayDiffer(keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** Forgets them. */
  close(): Promise<void>;
}

/** As it calls itself in its dead letters. */
export const SINK = 'duckdb';
const MIB = 1024 * 1024;
const BATCH_RECORDS = 4_000;
const BATCH_CHARS = 4 * MIB;

/** The log as tables: of every record its key, position and digest, in a database of its own that spills to disk. */
export class Ledger {
  readonly #database: Database;
  readonly #connection: DuckDBConnection;

  static async open(temp_folder: string): Promise<Ledger> {
    const options = { memory_bytes: 256 * MIB, threads: 2, temp_folder, files: 'denied' as const };
    const database = await openDatabase({ path: ':memory:', ...options });
    return new Ledger(database, await database.connect());
  }

  private constructor(database: Database, connection: DuckDBConnection) {
    this.#database = database;
    this.#connection = connection;
  }

  close(): void {
    this.#database.close();
  }

  /**
   * The rows that the records before `held` come to: the last record of each key, and of those the highest version that
   * no later removal of it or a higher one takes away.
   */
  async read(reading: Reading): Promise<Ledgered> {
    const { table } = reading;
    const filling = new Filling(this.#connection, reading);
    await filling.run();
    const { name } = table;
    await this.#connection.run(`CREATE TABLE rows_${name} AS ${resultSql(table)}`);
    const [counted] = await rowsOf(this.#connection, `SELECT count(*) AS n FROM rows_${name}`);
    const rows = `SELECT _key, _digest FROM rows_${name}`;
    return {
      records: filling.records,
      rows: Number(counted?.n),
      unaccounted: filling.unaccounted,
      side: { ...sqlSide(this.#connection, { name: 'log', rows, whole: rows }), row: (key) => this.#row(reading, key) },
      mayDiffer: (keys) => this.#mayDiffer(reading, keys),
      close: async () => {
        await this.#connection.run(`DROP TABLE rows_${name}`);
        await this.#connection.run(`DROP TABLE records_${name}`);
      },
    };
  }

  async #mayDiffer({ table: { name }, ranges }: Reading, keys: readonly string[]): Promise<ReadonlySet<string>> {
    const list = keys.map((key) => `('${key}'::UHUGEINT)`).join(', ');
    const changed = `SELECT row_key FROM records_${name} WHERE NOT held`;
    // Records were deleted for their age (kafka.retentionDays): the warehouse keeps their rows.
    const truncated = ranges.some(({ begin }) => begin > 0);
    const older = truncated ? ` OR k NOT IN (SELECT row_key FROM records_${name})` : '';
    const sql = `SELECT k::VARCHAR AS k FROM (VALUES ${list}) AS keys(k) WHERE k IN (${changed})${older}`;
    return new Set((await rowsOf(this.#connection, sql)).map(({ k }) => String(k)));
  }

  async #row({ table, log, codec }: Reading, key: string): Promise<Row | undefined> {
    const place = `SELECT at_partition AS p, at_offset AS o FROM rows_${table.name} WHERE _key = '${key}'::UHUGEINT`;
    const [at] = await rowsOf(this.#connection, place);
    if (at === undefined) return undefined;
    const offset = Number(at.o);
    const range = { topic: table.topic.name, partition: Number(at.p), from: offset, to: offset + 1 };
    const reads: Read[] = [];
    await log.scan(range, async (batch) => void reads.push(...(await readBatch(codec, log.partitions, batch))));
    const read = reads.find((one) => one.kind === 'record' && one.record.offset === offset);
    if (read?.kind !== 'record' || read.record.value === null) return undefined;
    const json = jsonOfRecord(table, recordValue(read.record.value));
    const sql = `SELECT COLUMNS(*)::VARCHAR FROM (SELECT ${fromRecord(table)} FROM (SELECT from_json($1, '${jsonStructure(table)}') AS v))`;
    // Every column is text, or null.
    return (await this.#connection.runAndReadAll(sql, [json])).getRowObjectsJson()[0] as Row | undefined;
  }
}

/** Puts the records of a topic into `records_<table>`. */
class Filling {
  records = 0;
  readonly unaccounted: string[] = [];
  readonly #connection: DuckDBConnection;
  readonly #reading: Reading;
  #parts: string[] = [];
  #chars = 0;

  constructor(connection: DuckDBConnection, reading: Reading) {
    this.#connection = connection;
    this.#reading = reading;
  }

  async run(): Promise<void> {
    const { table, ranges, log, codec, signal } = this.#reading;
    await this.#connection.run(
      `CREATE TABLE records_${table.name} (log_key UHUGEINT, row_key UHUGEINT, at_partition INTEGER, at_offset BIGINT,
         held BOOLEAN, gone BOOLEAN, "version" BIGINT, _digest UBIGINT)`,
    );
    for (const { partition, begin, held, end } of ranges) {
      const range = { topic: table.topic.name, partition, from: begin, to: end };
      await log.scan(range, async (batch) => {
        signal.throwIfAborted();
        for (const read of await readBatch(codec, log.partitions, batch)) this.#take(read, partition, held);
        if (this.#parts.length >= BATCH_RECORDS || this.#chars >= BATCH_CHARS) await this.#flush();
      });
    }
    await this.#flush();
  }

  #take(read: Read, partition: number, held: number): void {
    const { table, refusals, each } = this.#reading;
    const offset = read.kind === 'record' ? read.record.offset : read.raw.offset;
    const at = `${table.topic.name}|${partition}|${offset}`;
    if (read.kind === 'refused') {
      if (offset < held && !refusals.has(at)) this.unaccounted.push(at);
      return;
    }
    const { key, value } = read.record;
    each(key, { partition, offset });
    if (refusals.get(at)?.has(SINK)) return;
    if (offset < held) this.records++;
    const versioned = table.keeps === 'highest_version';
    const place = {
      k: key,
      r: versioned ? entityOf(key) : key,
      p: partition,
      o: offset,
      h: offset < held,
      n: versioned ? Number(splitKey(key).at(-1)) : 0,
    };
    const json = value === null ? 'null' : jsonOfRecord(table, recordValue(value));
    const part = `${JSON.stringify(place).slice(0, -1)},"v":${json}}`;
    this.#parts.push(part);
    this.#chars += part.length;
  }

  async #flush(): Promise<void> {
    if (this.#parts.length === 0) return;
    const { table } = this.#reading;
    const separator = `,"${randomUUID()}",`;
    const place = '"k":"VARCHAR","r":"VARCHAR","p":"INTEGER","o":"BIGINT","h":"BOOLEAN","n":"BIGINT"';
    const structure = `{${place},"v":${jsonStructure(table)}}`;
    await this.#connection.run(
      `INSERT INTO records_${table.name}
       SELECT md5_number(k), md5_number(r), p, o, h, v IS NULL, n, hash(${columnNames(table)})
         FROM (SELECT s.k, s.r, s.p, s.o, s.h, s.n, s.v AS v, ${fromRecord(table).replaceAll('v."', 's.v."')}
                 FROM (SELECT from_json(part, '${structure}') AS s FROM (SELECT unnest(string_split($1, $2)) AS part)))`,
      [this.#parts.join(separator), separator],
    );
    this.#parts = [];
    this.#chars = 0;
  }
}

function recordValue(value: unknown): Readonly<Record<string, unknown>> {
  // Values of a table's topic are records of its schema.
  return value as Readonly<Record<string, unknown>>;
}

function resultSql({ name, keeps }: StoredTable): string {
  const last = `SELECT any_value(row_key) AS row_key, arg_max(at_partition, at_offset) AS at_partition, max(at_offset) AS at_offset,
      arg_max(gone, at_offset) AS gone, any_value("version") AS "version", arg_max(_digest, at_offset) AS _digest
    FROM records_${name} WHERE held GROUP BY log_key`;
  if (keeps === 'latest')
    return `SELECT row_key AS _key, at_partition, at_offset, _digest FROM (${last}) WHERE NOT gone`;
  return `WITH last AS (${last})
    SELECT row_key AS _key, arg_max(at_partition, "version") AS at_partition, arg_max(at_offset, "version") AS at_offset,
      arg_max(_digest, "version") AS _digest
    FROM last ANTI JOIN (SELECT row_key AS k, "version" AS until, at_offset AS removed FROM last WHERE gone)
      ON row_key = k AND "version" <= until AND at_offset < removed
    WHERE NOT gone GROUP BY row_key`;
}
