import { existsSync } from 'node:fs';
import { inDataDir } from '../runtime/config/load.js';
import { openDataDir, stateFolder } from '../runtime/data-dir/layout.js';
import { openWarehouse } from '../sinks/duckdb/warehouse.js';
import { askBeside, besideWith } from './beside.js';
import { fine, wrong } from './checks/check.js';
import { piece } from './query/result.js';
import { answerQuestion } from './query/serve.js';
/** The component that has the warehouse open while a pipeline runs. */
export const SINK = 'duckdb';
/** Of a command that has the warehouse to itself for a moment. */
const MEMORY_BYTES = 512 * 1024 * 1024;
/** Where the warehouse of the config, or of an instance, lies. */
export function warehousePath(settings, instance) {
    const dataDir = stateFolder(openDataDir(settings.dataDir), instance);
    return inDataDir({ ...settings, dataDir }, settings.config.warehouse.path);
}
/**
 * Opens it where no pipeline has it open; with empty tables where there is none yet. Failure `warehouse_locked` while
 * another process has it.
 */
export async function openForReading(settings, instance) {
    const path = warehousePath(settings, instance);
    const warehouse = await openWarehouse({ path, memory_bytes: MEMORY_BYTES });
    return { queries: warehouse, close: () => warehouse.close() };
}
const UNKNOWN_VENUES = 'SELECT DISTINCT venue_id FROM orders ORDER BY 1 LIMIT 1000';
const TIMEOUT_MS = 15_000;
/** Whether it can be opened, and what its orders tell of venues that the config does not know. */
export async function checkWarehouse(settings, signal) {
    const path = warehousePath(settings);
    const beside = await besideWith(settings.dataDir, SINK);
    if (beside === undefined && !existsSync(path))
        return [fine(`warehouse: ${path}, not there yet; it comes with the first run`)];
    const venues = [];
    const rows = (all) => void venues.push(...all.map(([id]) => String(id)));
    const question = { sql: UNKNOWN_VENUES, timeout_ms: TIMEOUT_MS };
    if (beside === undefined) {
        const { queries, close } = await openForReading(settings);
        await answerQuestion(queries, { ...question, signal }, { columns() { }, rows }).finally(close);
    }
    else {
        const onItem = (item) => {
            const taken = piece.parse(item);
            if ('rows' in taken)
                rows(taken.rows);
        };
        await askBeside(beside, 'query', question, { signal, onItem });
    }
    return [fine(`warehouse: ${path}`), ...unknownVenues(settings, venues)];
}
function unknownVenues({ config }, venues) {
    const known = new Set(config.venues.map(({ id }) => id));
    return venues
        .filter((id) => !known.has(id))
        .map((id) => wrong(`venue ${id}: has orders, but the config does not know it`, 'add it to venues: its business dates are in UTC now'));
}
//# sourceMappingURL=warehouse-file.js.map