import { basename } from 'node:path';
import { wallClock } from '../../runtime/sources/clock-port.js';
import { openPublisher } from '../../runtime/sources/publisher.js';
import { noMetrics } from '../../runtime/tasks/metrics.js';
import { Unreadable } from '../../upstreams/shared/fields.js';
import { LONGEST_ROW_BYTES } from './file.js';
import { Row } from './row.js';
export const STAGE = 'import';
/**
 * Publishes the rows of a file, batch by batch, each acknowledged before the next. At least once: after a failure the
 * same file again publishes the same keys. Ends early, with what is published, when aborted.
 */
export async function importFile(file, importing) {
    const { log, codec, clock = wallClock, signal, progress } = importing;
    const reasons = {};
    const warnings = {};
    const deadLetter = (_, reason) => {
        reasons[reason] = (reasons[reason] ?? 0) + 1;
    };
    const warn = (warning) => {
        warnings[warning] = (warnings[warning] ?? 0) + 1;
    };
    const metrics = { ...noMetrics, deadLetter };
    const publisher = await openPublisher({ log, codec, clock, stage: STAGE, upstream: 'file', metrics });
    const done = { rows: 0, published: 0, dead_letters: 0 };
    try {
        const context = { venues: importing.venues, warn };
        for await (const batch of file.batches()) {
            if (signal.aborted)
                break;
            const { records, dead_letters } = await publisher.publish(batch.map((row) => decoded(row, { file: basename(file.path), kind: importing.kind, context })));
            done.rows += batch.length;
            done.published += records;
            done.dead_letters += dead_letters;
            progress?.(done.rows);
        }
    }
    finally {
        await publisher.close();
    }
    return { file: file.path, ...done, reasons, warnings };
}
/** Bytes of a row that a dead letter takes. */
const MOST_PAYLOAD_BYTES = 1_000_000;
function decoded(row, { file, kind, context }) {
    const origin = { kind: 'file', file, row: row.row };
    const refused = (reason, detail, payload) => {
        const kept = payload.subarray(0, MOST_PAYLOAD_BYTES);
        const more = kept.length < payload.length ? `; the first ${MOST_PAYLOAD_BYTES} bytes are kept` : '';
        return { kind: 'refused', reason, detail: `${detail}${more}`, upstream: 'file', payload: kept, origin };
    };
    if (row.kind === 'unreadable')
        return refused(row.reason, row.detail, row.payload);
    if (tooLong(row))
        return refused('row_too_long', `at most ${LONGEST_ROW_BYTES} bytes expected`, row.bytes());
    try {
        return kind.read(new Row(row.cells), context, origin);
    }
    catch (error) {
        if (!(error instanceof Unreadable))
            throw error;
        return refused(error.reason, error.message, row.bytes());
    }
}
/** Texts alone make a CSV row long; anything nested is measured. */
function tooLong({ cells, bytes }) {
    let most = 0;
    for (const cell of Object.values(cells)) {
        if (typeof cell === 'object' && cell !== null)
            most = Number.POSITIVE_INFINITY;
        else
            most += 3 * String(cell).length;
    }
    return most > LONGEST_ROW_BYTES && bytes().length > LONGEST_ROW_BYTES;
}
//# sourceMappingURL=import.js.map