import { KEY_COLUMN } from '../../schemas/tables.js';
import { asRows, bytesColumns, stageDdl, stageOf, stageSql } from './staging.js';
/**
 * Puts rounds of changes into one table of the store, inside the transaction of the caller. Rows are found by the MD5
 * of their key in a column of its own, by a scan: there is no index, see DECISIONS.md.
 */
export class TableWriter {
    #stage;
    #hits;
    #remove;
    #insert;
    #clear;
    #bytes;
    static async open(connection, table) {
        await connection.run('CREATE TEMP TABLE IF NOT EXISTS hits (_row BIGINT, _key UHUGEINT, _replaced BOOLEAN)');
        await connection.run(stageDdl(table));
        const statements = [stageSql(table), hitsSql(table), removeSql(table), insertSql(table), ...clearSql(table)];
        const prepared = [];
        for (const sql of statements)
            prepared.push(await connection.prepare(sql));
        return new TableWriter(table, prepared);
    }
    constructor(table, prepared) {
        const [stage, hits, remove, insert, ...clear] = prepared;
        this.#stage = stage;
        this.#hits = hits;
        this.#remove = remove;
        this.#insert = insert;
        this.#clear = clear;
        this.#bytes = bytesColumns(table);
    }
    /** 1. Stage the changes. 2. Find the rows they meet. 3. Remove those they replace. 4. Insert. 5. Clear the stage. */
    async apply(changes) {
        this.#bind(changes);
        await this.#stage.run();
        const met = (await this.#hits.run()).rowsChanged;
        if (met > 0)
            await this.#remove.run();
        await this.#insert.run();
        for (const statement of this.#clear)
            await statement.run();
    }
    #bind(changes) {
        const [text, separator] = asRows(this.#bytes.length === 0 ? changes : changes.map((c) => this.#withoutBytes(c)));
        this.#stage.bindVarchar(1, text);
        this.#stage.bindVarchar(2, separator);
    }
    #withoutBytes(change) {
        if (change.v === null)
            return change;
        const v = { ...change.v };
        for (const name of this.#bytes) {
            const bytes = v[name];
            if (bytes instanceof Uint8Array)
                v[name] = Buffer.from(bytes).toString('base64');
        }
        return { ...change, v };
    }
}
function hitsSql(table) {
    const replaced = table.keeps === 'latest'
        ? 'true'
        : 'CASE WHEN s._gone THEN t."version" = s."version" ELSE t."version" <= s."version" END';
    return `INSERT INTO temp.hits SELECT t.rowid, t.${KEY_COLUMN}, ${replaced}
    FROM store."${table.name}" t JOIN ${stageOf(table)} s ON t.${KEY_COLUMN} = s.${KEY_COLUMN}`;
}
function removeSql({ name }) {
    return `DELETE FROM store."${name}" WHERE rowid IN (SELECT _row FROM temp.hits WHERE _replaced)`;
}
/** What meets a row that it does not replace is older than it. */
function insertSql(table) {
    const older = `${KEY_COLUMN} NOT IN (SELECT ${KEY_COLUMN} FROM temp.hits WHERE NOT _replaced)`;
    return `INSERT INTO store."${table.name}" SELECT * EXCLUDE (_gone) FROM ${stageOf(table)}
    WHERE NOT _gone${table.keeps === 'latest' ? '' : ` AND ${older}`}`;
}
function clearSql(table) {
    return ['DELETE FROM temp.hits', `DELETE FROM ${stageOf(table)}`];
}
//# sourceMappingURL=table-writer.js.map