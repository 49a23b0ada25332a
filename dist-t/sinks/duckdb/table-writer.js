import { ChunkAppender } from '../../runtime/duckdb/chunks.js';
import { KEY_COLUMN } from '../../schemas/tables.js';
import { arriveSql, forgetSql, keepsArrivals } from './arrivals.js';
import { columnSql, stage, stageDdl, stageName } from './staging.js';
/**
 * Puts rounds of rows into one table of the store, inside the transaction of the caller. What is there already is found
 * by the MD5 of its key in a column of its own, by a scan: there is no index, see DECISIONS.md.
 */
export class TableWriter {
    #connection;
    #table;
    #statements;
    static async open(connection, table) {
        await connection.run(`CREATE TEMP TABLE IF NOT EXISTS keys (${KEY_COLUMN} UHUGEINT, _n INTEGER, "version" BIGINT)`);
        await connection.run(`CREATE TEMP TABLE IF NOT EXISTS hits (_row BIGINT, ${KEY_COLUMN} UHUGEINT, _replaced BOOLEAN)`);
        await connection.run(stageDdl(table));
        const prepared = async (statements) => {
            const all = [];
            for (const sql of statements)
                all.push(await connection.prepare(sql));
            return all;
        };
        const { forget, find, remove, insert, clear } = statementsOf(table);
        return new TableWriter(connection, table, {
            forget: await prepared(forget),
            find: await prepared(find),
            remove: await prepared(remove),
            insert: await prepared(insert),
            clear: await prepared(clear),
        });
    }
    constructor(connection, table, statements) {
        this.#connection = connection;
        this.#table = table;
        this.#statements = statements;
    }
    /**
     * 1. Stage the rows. 2. Forget the versions that tombstones name. 3. Find which rows count, and those in the table
     * that they meet. 4. Remove the ones they replace. 5. Insert. 6. Clear the stage.
     */
    async apply(round) {
        const b0=performance.now(); await stage(await ChunkAppender.open(this.#connection, stageName(this.#table)), round);
        (globalThis.TT??={}).stage=(globalThis.TT.stage??0)+performance.now()-b0; if (round.some(({ rows }) => rows.gone > 0))
            await this.#run('forget');
        if ((await this.#run('find')) > 0)
            await this.#run('remove');
        await this.#run('insert');
        await this.#run('clear');
    }
    /** How many rows the last statement of the step has changed. */
    async #run(step) { const b0=performance.now(); try { return await this.#run2(step);} finally { (globalThis.TT??={})[step]=(globalThis.TT[step]??0)+performance.now()-b0; } }
    async #run2(step) {
        let changed = 0;
        for (const statement of this.#statements[step])
            changed = (await statement.run()).rowsChanged;
        return changed;
    }
}
function statementsOf(table) {
    const store = `store."${table.name}"`;
    const staged = `temp."${stageName(table)}"`;
    const columns = table.columns.map(columnSql).join(', ');
    const counted = `SELECT k.${KEY_COLUMN}, ${columns} FROM ${staged} s JOIN temp.keys k ON k._n = s._n WHERE NOT s._gone`;
    const hits = (replaced) => `INSERT INTO temp.hits SELECT t.rowid, t.${KEY_COLUMN}, ${replaced}
    FROM ${store} t JOIN temp.keys k ON t.${KEY_COLUMN} = k.${KEY_COLUMN}`;
    const arrivals = keepsArrivals(table);
    const common = {
        remove: [`DELETE FROM ${store} WHERE rowid IN (SELECT _row FROM temp.hits WHERE _replaced)`],
        clear: ['DELETE FROM temp.hits', 'DELETE FROM temp.keys', `DELETE FROM ${staged}`],
    };
    if (table.keeps === 'latest') {
        // The last record of a key.
        const keys = `SELECT md5_number(_log_key), max(_n), NULL FROM ${staged} GROUP BY 1`;
        return {
            ...common,
            forget: [],
            find: [`INSERT INTO temp.keys ${keys}`, hits('true')],
            insert: [`INSERT INTO ${store} ${counted}`],
        };
    }
    const key = "md5_number(split_part(_log_key, '|', 1))";
    const version = "try_cast(split_part(_log_key, '|', -1) AS BIGINT)";
    // The highest version, of two the last record: both in one number.
    const keys = `SELECT ${key}, (max("version"::HUGEINT * 4294967296 + _n) & 4294967295)::INTEGER, max("version")
    FROM ${staged} WHERE NOT _gone GROUP BY 1`;
    return {
        ...common,
        forget: [
            `DELETE FROM ${store} WHERE (${KEY_COLUMN}, "version") IN (SELECT (${key}, ${version}) FROM ${staged} WHERE _gone)`,
            ...(arrivals ? [forgetSql(staged)] : []),
        ],
        find: [`INSERT INTO temp.keys ${keys}`, hits('t."version" <= k."version"')],
        // What meets a row that it does not replace is older than it.
        insert: [
            `INSERT INTO ${store} ${counted} AND k.${KEY_COLUMN} NOT IN (SELECT ${KEY_COLUMN} FROM temp.hits WHERE NOT _replaced)`,
            ...(arrivals ? [arriveSql(staged)] : []),
        ],
    };
}
//# sourceMappingURL=table-writer.js.map