import { existsSync } from 'node:fs';
import { processorsOf } from '../../pipeline.js';
import { secretsOf } from '../../runtime/config/secrets.js';
import { Failure } from '../../runtime/failures.js';
import { openLog, stderrTarget } from '../../runtime/logging/log.js';
import { openWarehouse } from '../../sinks/duckdb/warehouse.js';
import { connect } from '../pipeline/connect.js';
import { warehousePath } from '../warehouse-file.js';
import { whenFree } from '../when-free.js';
import { runAudit } from './run.js';
const MEMORY_BYTES = 512 * 1024 * 1024;
const MEND = 'run the pipeline until it has caught up first (regulars run --until-caught-up)';
/** Without a pipeline: opens log and warehouse, and no component. */
export async function auditHere(instance, context) {
    const { settings, output, signal } = context;
    const path = warehousePath(settings, instance);
    if (!existsSync(path))
        throw new Failure('fatal', 'no_warehouse', { message: `${path} is not there: ${MEND}` });
    const warehouse = await whenFree(signal, () => openWarehouse({ path, memory_bytes: MEMORY_BYTES }));
    try {
        const logger = openLog({ level: 'error', secrets: secretsOf(settings.config), target: stderrTarget() });
        const note = (line) => output.note(line);
        const connection = await connect({ ...settings, as: 'audit', logger, note, pass: output.pass });
        try {
            const { log, codec } = connection;
            const processors = processorsOf(settings.config);
            const audited = { log, codec, database: warehouse.database, processors, settings: settings.config.enrichment };
            return await runAudit(audited, { wait_ms: 0, mend: MEND, signal, note });
        }
        finally {
            await connection.close();
        }
    }
    finally {
        warehouse.close();
    }
}
//# sourceMappingURL=here.js.map