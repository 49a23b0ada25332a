import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rowsOf } from '../../runtime/duckdb/rows.js';
import { storedTables } from '../../schemas/tables.js';
import { cutAt, marksOf, positionsOf } from './cut.js';
import { checkIdentity } from './identity.js';
import { SINK } from './ledger.js';
import { Motion } from './motion.js';
import { checkRecomputed } from './recomputed.js';
import { refusalsOn } from './refusals.js';
import { allPassed } from './stages.js';
import { checkTables } from './tables.js';
/** How often a moment is looked for at which nothing is under way. */
const ATTEMPTS = 5;
/**
 * Proves that the log, the warehouse and a recomputation in SQL agree, at one moment: see docs/audit.md. Throws Failure
 * `lagging` when a stage does not come along by the deadline. Never writes to the warehouse.
 */
export async function audit(options) {
    const connection = await options.database.connect();
    const temp_folder = mkdtempSync(join(tmpdir(), 'regulars-audit-'));
    try {
        const cut = await settledCut(options, connection);
        return await reportOn(options, { cut, connection, temp_folder });
    }
    finally {
        await connection.run('ROLLBACK').catch(() => { });
        connection.closeSync();
        rmSync(temp_folder, { recursive: true, force: true });
    }
}
/** Leaves the connection in the transaction that the cut is of. */
async function settledCut(options, connection) {
    const stages = [...options.processors, sinkStage(connection)];
    const { now_ms, deadline_ms } = options;
    const began_ms = now_ms();
    await allPassed(stages, options);
    for (let attempt = 1;; attempt++) {
        const marks = await marksOf(options);
        await allPassed(stages, options);
        await connection.run('BEGIN TRANSACTION READ ONLY');
        const cut = await cutAt(marks, connection, options);
        const late = now_ms() - began_ms >= (deadline_ms - began_ms) / 2;
        if (cut.moving === 0 || attempt === ATTEMPTS || late)
            return cut;
        await connection.run('ROLLBACK');
    }
}
function sinkStage(connection) {
    return {
        name: SINK,
        inputs: storedTables.map(({ topic }) => topic.name),
        async positions(topic) {
            const all = [...(await positionsOf(connection))].map(([at, offset]) => [at.split('/'), offset]);
            return new Map(all.filter(([[name]]) => name === topic).map(([[, partition], offset]) => [Number(partition), offset]));
        },
        rebuilding: async () => false,
    };
}
async function reportOn(options, { cut, connection, temp_folder }) {
    const { log, codec, signal, processors, recomputation, upstreams } = options;
    const refusals = await refusalsOn(log, codec, signal);
    const motion = new Motion(cut, refusals, processors.map(({ name }) => name));
    const checks = await checkTables({
        log,
        codec,
        signal,
        connection,
        cut,
        refusals,
        temp_folder,
        motion,
    });
    const moving = await motion.moving(connection);
    checks.push(...(await checkIdentity(connection, recomputation.guestOf, moving)));
    checks.push(...(await checkRecomputed(connection, recomputation, { cut, moving: moving.guests })));
    for (const upstream of upstreams)
        checks.push(await upstream.check(signal));
    return { ok: checks.every(({ ok }) => ok), checks, dead_letters: await deadLetters(connection) };
}
async function deadLetters(connection) {
    const rows = await rowsOf(connection, 'SELECT stage, reason, count(*) AS n FROM main.dead_letters WHERE redriven_at IS NULL GROUP BY ALL ORDER BY ALL');
    return rows.map(({ stage, reason, n }) => ({ stage: String(stage), reason: String(reason), records: Number(n) }));
}
//# sourceMappingURL=audit.js.map