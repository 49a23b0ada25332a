import { randomUUID } from 'node:crypto';
import { openDatabase } from '../../runtime/duckdb/database.js';
import { rowsOf } from '../../runtime/duckdb/rows.js';
import { readBatch } from '../../runtime/tasks/reading.js';
import { entityOf, splitKey } from '../../schemas/keys.js';
import { columnNames, fromRecord, jsonOfRecord, jsonStructure } from './canonical.js';
import { sqlSide } from './sides.js';
/** As it calls itself in its dead letters. */
export const SINK = 'duckdb';
const MIB = 1024 * 1024;
const BATCH_RECORDS = 4_000;
const BATCH_CHARS = 4 * MIB;
/** The log as tables: of every record its key, position and digest, in a database of its own that spills to disk. */
export class Ledger {
    #database;
    #connection;
    static async open(temp_folder) {
        const options = { memory_bytes: 256 * MIB, threads: 2, temp_folder, files: 'denied' };
        const database = await openDatabase({ path: ':memory:', ...options });
        return new Ledger(database, await database.connect());
    }
    constructor(database, connection) {
        this.#database = database;
        this.#connection = connection;
    }
    close() {
        this.#database.close();
    }
    /** The rows that the records before `held` come to: the last record of each key, and of those the highest version. */
    async read(reading) {
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
    async #mayDiffer({ table: { name }, ranges }, keys) {
        const list = keys.map((key) => `('${key}'::UHUGEINT)`).join(', ');
        const changed = `SELECT row_key FROM records_${name} WHERE NOT held`;
        // Records were deleted for their age (kafka.retentionDays): the warehouse keeps their rows.
        const truncated = ranges.some(({ begin }) => begin > 0);
        const older = truncated ? ` OR k NOT IN (SELECT row_key FROM records_${name})` : '';
        const sql = `SELECT k::VARCHAR AS k FROM (VALUES ${list}) AS keys(k) WHERE k IN (${changed})${older}`;
        return new Set((await rowsOf(this.#connection, sql)).map(({ k }) => String(k)));
    }
    async #row({ table, log, codec }, key) {
        const place = `SELECT at_partition AS p, at_offset AS o FROM rows_${table.name} WHERE _key = '${key}'::UHUGEINT`;
        const [at] = await rowsOf(this.#connection, place);
        if (at === undefined)
            return undefined;
        const offset = Number(at.o);
        const range = { topic: table.topic.name, partition: Number(at.p), from: offset, to: offset + 1 };
        const reads = [];
        await log.scan(range, async (batch) => void reads.push(...(await readBatch(codec, log.partitions, batch))));
        const read = reads.find((one) => one.kind === 'record' && one.record.offset === offset);
        if (read?.kind !== 'record' || read.record.value === null)
            return undefined;
        const json = jsonOfRecord(table, recordValue(read.record.value));
        const sql = `SELECT COLUMNS(*)::VARCHAR FROM (SELECT ${fromRecord(table)} FROM (SELECT from_json($1, '${jsonStructure(table)}') AS v))`;
        // Every column is text, or null.
        return (await this.#connection.runAndReadAll(sql, [json])).getRowObjectsJson()[0];
    }
}
/** Puts the records of a topic into `records_<table>`. */
class Filling {
    records = 0;
    unaccounted = [];
    #connection;
    #reading;
    #parts = [];
    #chars = 0;
    constructor(connection, reading) {
        this.#connection = connection;
        this.#reading = reading;
    }
    async run() {
        const { table, ranges, log, codec, signal } = this.#reading;
        await this.#connection.run(`CREATE TABLE records_${table.name} (log_key UHUGEINT, row_key UHUGEINT, at_partition INTEGER, at_offset BIGINT,
         held BOOLEAN, gone BOOLEAN, "version" BIGINT, _digest UBIGINT)`);
        for (const { partition, begin, held, end } of ranges) {
            const range = { topic: table.topic.name, partition, from: begin, to: end };
            await log.scan(range, async (batch) => {
                signal.throwIfAborted();
                for (const read of await readBatch(codec, log.partitions, batch))
                    this.#take(read, partition, held);
                if (this.#parts.length >= BATCH_RECORDS || this.#chars >= BATCH_CHARS)
                    await this.#flush();
            });
        }
        await this.#flush();
    }
    #take(read, partition, held) {
        const { table, refusals, each } = this.#reading;
        const offset = read.kind === 'record' ? read.record.offset : read.raw.offset;
        const at = `${table.topic.name}|${partition}|${offset}`;
        if (read.kind === 'refused') {
            if (offset < held && !refusals.has(at))
                this.unaccounted.push(at);
            return;
        }
        const { key, value } = read.record;
        each(key, { partition, offset });
        if (refusals.get(at) === SINK)
            return;
        if (offset < held)
            this.records++;
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
    async #flush() {
        if (this.#parts.length === 0)
            return;
        const { table } = this.#reading;
        const separator = `,"${randomUUID()}",`;
        const place = '"k":"VARCHAR","r":"VARCHAR","p":"INTEGER","o":"BIGINT","h":"BOOLEAN","n":"BIGINT"';
        const structure = `{${place},"v":${jsonStructure(table)}}`;
        await this.#connection.run(`INSERT INTO records_${table.name}
       SELECT md5_number(k), md5_number(r), p, o, h, v IS NULL, n, hash(${columnNames(table)})
         FROM (SELECT s.k, s.r, s.p, s.o, s.h, s.n, s.v AS v, ${fromRecord(table).replaceAll('v."', 's.v."')}
                 FROM (SELECT from_json(part, '${structure}') AS s FROM (SELECT unnest(string_split($1, $2)) AS part)))`, [this.#parts.join(separator), separator]);
        this.#parts = [];
        this.#chars = 0;
    }
}
function recordValue(value) {
    // Values of a table's topic are records of its schema.
    return value;
}
function resultSql({ name, keeps }) {
    const last = `SELECT any_value(row_key) AS row_key, arg_max(at_partition, at_offset) AS at_partition, max(at_offset) AS at_offset,
      arg_max(gone, at_offset) AS gone, any_value("version") AS "version", arg_max(_digest, at_offset) AS _digest
    FROM records_${name} WHERE held GROUP BY log_key`;
    if (keeps === 'latest')
        return `SELECT row_key AS _key, at_partition, at_offset, _digest FROM (${last}) WHERE NOT gone`;
    return `SELECT row_key AS _key, arg_max(at_partition, "version") AS at_partition, arg_max(at_offset, "version") AS at_offset,
      arg_max(_digest, "version") AS _digest
    FROM (${last}) WHERE NOT gone GROUP BY row_key`;
}
//# sourceMappingURL=ledger.js.map