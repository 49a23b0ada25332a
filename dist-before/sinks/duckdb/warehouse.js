import { createHash } from 'node:crypto';
import { existsSync, rmSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { copyInChild } from '../../runtime/duckdb/copy.js';
import { openDatabase } from '../../runtime/duckdb/database.js';
import { duckdbFailure } from '../../runtime/duckdb/errors.js';
import { queriesOn } from '../../runtime/duckdb/query.js';
import { rowsOf } from '../../runtime/duckdb/rows.js';
import { tableViews, viewsDdl } from '../../schemas/table-views.js';
import { storeDdl } from '../../schemas/tables.js';
const MIB = 1024 * 1024;
const WAL_LIMIT = 128 * MIB;
const COUNTS = `SELECT ${tableViews
    .filter(({ count }) => count !== null)
    .map(({ name, count }) => `${count} AS "${name}"`)
    .join(', ')}`;
/** Makes the tables and views where they are not there yet. Throws a Failure: `warehouse_locked` when it is open elsewhere. */
export async function openWarehouse(options) {
    const { path, memory_bytes = 1024 * MIB, threads = halfOfTheCores(), temp_folder = `${path}.tmp`, views = [], } = options;
    const setup = (connection) => prepareStore(connection, views);
    const database = await openDatabase({ path, memory_bytes, threads, temp_folder, setup, files: 'denied' });
    const connection = await database.connect();
    const queries = queriesOn(database);
    let copying = 0;
    return {
        database,
        query: (sql, queryOptions) => queries.query(sql, queryOptions),
        rows: (sql) => rowsOf(connection, sql),
        async counts() {
            const [row] = await rowsOf(connection, COUNTS);
            return new Map(Object.entries(row ?? {}).map(([name, count]) => [name, Number(count)]));
        },
        interruptQueries: () => queries.interruptAll(),
        async checkpoint(when) {
            // A copy reads the state of the last checkpoint; the next one would write into it.
            if (copying > 0 || (when === 'due' && sizeOf(`${database.path}.wal`) < WAL_LIMIT))
                return;
            await connection.run('CHECKPOINT').catch((error) => {
                const failure = duckdbFailure(error);
                // A reader's transaction is open: the log may wait for the next time, a copy may not.
                if (when === 'due' && failure.reason === 'transaction')
                    return;
                throw failure;
            });
        },
        async publish(to, signal) {
            copying++;
            try {
                await copyInChild(database.path, to, signal);
            }
            finally {
                copying--;
            }
        },
        close() {
            database.close();
            rmSync(temp_folder, { recursive: true, force: true });
        },
    };
}
/**
 * Tables and views as this version of the program has them. Where the file has other tables, they are dropped with
 * their positions, and the sink fills them afresh from the beginning of the log.
 */
async function prepareStore(connection, more) {
    const tables = storeDdl();
    const views = [...viewsDdl(), ...more];
    const before = await digestsIn(connection);
    await connection.run('BEGIN');
    if (before.get('tables') !== digestOf(tables)) {
        await connection.run('DROP SCHEMA IF EXISTS store CASCADE');
        for (const statement of tables)
            await connection.run(statement);
        before.clear();
    }
    if (before.get('views') !== digestOf(views)) {
        for (const statement of views)
            await connection.run(statement);
        const now = `('tables', '${digestOf(tables)}'), ('views', '${digestOf(views)}')`;
        await connection.run(`INSERT OR REPLACE INTO store.meta VALUES ${now}`);
    }
    await connection.run('COMMIT');
}
/** Of the statements that made what is in the file. Empty: the file has no store yet. */
async function digestsIn(connection) {
    const there = "SELECT 1 FROM duckdb_tables() WHERE schema_name = 'store' AND table_name = 'meta'";
    if ((await rowsOf(connection, there)).length === 0)
        return new Map();
    const rows = await rowsOf(connection, 'SELECT "name", "value" FROM store.meta');
    return new Map(rows.map(({ name, value }) => [String(name), String(value)]));
}
function digestOf(statements) {
    return createHash('sha256').update(statements.join(';')).digest('hex');
}
function halfOfTheCores() {
    return Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2)));
}
/** Without opening it. */
function sizeOf(file) {
    return existsSync(file) ? statSync(file).size : 0;
}
//# sourceMappingURL=warehouse.js.map