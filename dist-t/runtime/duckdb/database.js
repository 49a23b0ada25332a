import { mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { Failure } from '../failures.js';
import { duckdbFailure } from './errors.js';
/**
 * Files open in this process. Opening one a second time, even to copy it, would drop the lock that keeps other
 * processes out (POSIX: closing any descriptor of a file ends all of the process's locks on it).
 */
const owned = new Set();
/**
 * Throws a Failure: `retry` / `warehouse_locked` when another process has the file open, `fatal` when this one has.
 */
export async function openDatabase(options) {
    const path = options.path === ':memory:' ? options.path : ownedPath(options.path);
    try {
        const instance = await DuckDBInstance.create(path, configOf(options));
        try {
            await prepare(instance, options);
        }
        catch (error) {
            instance.closeSync();
            throw error;
        }
        return databaseOf(path, instance);
    }
    catch (error) {
        owned.delete(path);
        throw openingFailure(error, path);
    }
}
function ownedPath(file) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const path = join(realpathSync(dirname(file)), basename(file));
    if (owned.has(path)) {
        throw new Failure('fatal', 'warehouse_open', { message: `${path} is already open in this process` });
    }
    owned.add(path);
    return path;
}
/** `checkpoint_threshold`: checkpoints happen when somebody asks, so that a copy of the file in between is consistent. */
function configOf({ memory_bytes, threads, temp_folder, ordered = false }) {
    return {
        memory_limit: `${Math.floor(memory_bytes / 1024)}KiB`,
        threads: String(threads),
        temp_directory: temp_folder,
        preserve_insertion_order: String(ordered),
        checkpoint_threshold: '1TiB',
        autoinstall_known_extensions: 'false',
        autoload_known_extensions: 'false',
        allow_community_extensions: 'false',
    };
}
async function prepare(instance, options) {
    const connection = await instance.connect();
    try {
        await connection.run("SET GLOBAL TimeZone = 'UTC'");
        await options.setup?.(connection);
        if (options.files === 'denied') {
            await connection.run('SET GLOBAL enable_external_access = false');
            await connection.run('SET GLOBAL lock_configuration = true');
        }
    }
    finally {
        connection.closeSync();
    }
}
function databaseOf(path, instance) {
    const connections = new Set();
    return {
        path,
        async connect() {
            const connection = await instance.connect();
            connections.add(connection);
            return connection;
        },
        close() {
            for (const connection of connections)
                connection.closeSync();
            instance.closeSync();
            if (path !== ':memory:')
                owned.delete(path);
        },
    };
}
function openingFailure(error, path) {
    const failure = duckdbFailure(error);
    if (!/lock/i.test(failure.message) || failure.reason !== 'io')
        return failure;
    const message = `${path} is open in another process`;
    return new Failure('retry', 'warehouse_locked', { message, cause: error });
}
//# sourceMappingURL=database.js.map