import { duckdbFailure } from '../../runtime/duckdb/errors.js';
import { storedTables } from '../../schemas/tables.js';
import { Positions, readTicks, writePositions, writeTicks } from './positions.js';
import { roundsOf } from './rounds.js';
import { TableWriter } from './table-writer.js';
/** The one writer of a warehouse. One call at a time. */
export class Writer {
    positions;
    /** Highest tick written, by partition. */
    ticks;
    #connection;
    #tables;
    static async open(connection) {
        const tables = new Map();
        for (const table of storedTables)
            tables.set(table, await TableWriter.open(connection, table));
        return new Writer(connection, tables, await Positions.read(connection), await readTicks(connection));
    }
    constructor(connection, tables, positions, ticks) {
        this.#connection = connection;
        this.#tables = tables;
        this.positions = positions;
        this.ticks = ticks;
    }
    /** Rows, positions and ticks, all of them or none. Throws a Failure: then nothing was committed. */
    async write(batch, now_ms) {
        await this.#transaction(async () => {
            for (const [table, slices] of byTable(batch.slices)) {
                for (const round of roundsOf(table, slices))
                    await this.#tables.get(table).apply(round);
            }
            await writePositions(this.#connection, batch.reached, now_ms);
            await writeTicks(this.#connection, batch.ticks);
        });
        for (const reached of batch.reached)
            this.positions.set(reached);
        for (const [partition, at] of batch.ticks)
            this.ticks.set(partition, Math.max(at, this.ticks.get(partition) ?? 0));
    }
    /** Empties every table and forgets every position: what is read next is the beginning. One transaction. */
    async empty() {
        await this.#transaction(async () => {
            for (const { name } of storedTables)
                await this.#connection.run(`DELETE FROM store."${name}"`);
            for (const name of ['order_arrivals', 'offsets', 'ticks'])
                await this.#connection.run(`DELETE FROM store.${name}`);
        });
        this.positions.clear();
        this.ticks.clear();
    }
    async #transaction(act) {
        try {
            await this.#connection.run('BEGIN');
            await act();
            await this.#connection.run('COMMIT');
        }
        catch (error) {
            await this.#connection.run('ROLLBACK').catch(() => { });
            throw duckdbFailure(error);
        }
    }
}
function byTable(slices) {
    const tables = new Map();
    for (const slice of slices) {
        const same = tables.get(slice.rows.table);
        if (same === undefined)
            tables.set(slice.rows.table, [slice]);
        else
            same.push(slice);
    }
    return tables;
}
//# sourceMappingURL=writer.js.map