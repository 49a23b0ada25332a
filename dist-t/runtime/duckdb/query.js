import { Failure } from '../failures.js';
import { duckdbFailure } from './errors.js';
import { admitted } from './guard.js';
import { valuesOf } from './rows.js';
const AT_ONCE = 8;
export function queriesOn(database) {
    const running = new Set();
    return {
        async query(sql, options) {
            if (running.size >= AT_ONCE)
                throw new Failure('retry', 'busy', { message: `${AT_ONCE} queries are running` });
            const one = new Running(options, (done) => running.delete(done));
            running.add(one);
            return one.run(database, sql);
        },
        interruptAll() {
            for (const one of running)
                one.end('yielded');
        },
    };
}
/** One query, from its connection to its last row. An interrupted stream just ends, so why is remembered here. */
class Running {
    #options;
    #over;
    #timer;
    #aborted = () => this.end('aborted');
    #connection;
    #ended;
    constructor(options, over) {
        this.#options = options;
        this.#over = over;
        this.#timer = setTimeout(() => this.end('timeout'), options.timeout_ms);
        options.signal?.addEventListener('abort', this.#aborted);
    }
    end(reason) {
        this.#ended ??= reason;
        this.#connection?.interrupt();
    }
    async run(database, sql) {
        try {
            const connection = await database.connect();
            this.#connection = connection;
            const statement = await admitted(connection, sql);
            await connection.run('BEGIN TRANSACTION READ ONLY');
            const prepared = await connection.prepare(statement);
            if (prepared.parameterCount > 0)
                throw new Failure('poison', 'invalid_sql', { message: 'parameters have no value' });
            const result = await prepared.stream();
            this.#check();
            const names = result.deduplicatedColumnNames();
            const columns = result.columnTypes().map((type, i) => ({ name: names[i], type: type.toString() }));
            return { columns, batches: this.#rows(result) };
        }
        catch (error) {
            this.#close();
            throw this.#failure(error);
        }
    }
    async *#rows(result) {
        const { max_rows = Number.POSITIVE_INFINITY } = this.#options;
        const types = result.columnTypes();
        let rows = 0;
        try {
            for (;;) {
                const chunk = await result.fetchChunk();
                this.#check();
                if (chunk === null || chunk.rowCount === 0)
                    return;
                rows += chunk.rowCount;
                if (rows > max_rows)
                    throw new Failure('poison', 'too_large', { message: `more than ${max_rows} rows` });
                yield valuesOf(types, chunk);
                this.#check();
            }
        }
        catch (error) {
            throw this.#failure(error);
        }
        finally {
            this.#close();
        }
    }
    #check() {
        if (this.#ended !== undefined)
            throw this.#failure(undefined);
    }
    #failure(error) {
        if (this.#ended === undefined)
            return duckdbFailure(error);
        const seconds = this.#options.timeout_ms / 1000;
        const message = this.#ended === 'timeout' ? `not done within ${seconds} s` : `ended: ${this.#ended}`;
        return new Failure(this.#ended === 'yielded' ? 'retry' : 'poison', this.#ended, { message, cause: error });
    }
    #close() {
        clearTimeout(this.#timer);
        this.#options.signal?.removeEventListener('abort', this.#aborted);
        this.#connection?.closeSync();
        this.#over(this);
    }
}
//# sourceMappingURL=query.js.map