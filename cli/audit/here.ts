import { existsSync } from 'node:fs';
import { processorsOf } from '../../pipeline.ts';
import { secretsOf } from '../../runtime/config/secrets.ts';
import { Failure } from '../../runtime/failures.ts';
import { openLog, stderrTarget } from '../../runtime/logging/log.ts';
import type { AuditReport } from '../../sinks/audit/report.ts';
import { openWarehouse } from '../../sinks/duckdb/warehouse.ts';
import type { Context } from '../command.ts';
import { connect } from '../pipeline/connect.ts';
import { warehousePath } from '../warehouse-file.ts';
import { whenFree } from '../when-free.ts';
import { runAudit } from './run.ts';

const MEMORY_BYTES = 512 * 1024 * 1024;
const MEND = 'run the pipeline until it has caught up first (regulars run --until-caught-up)';

/** Without a pipeline: opens log and warehouse, and no component. */
export async function auditHere(instance: string | undefined, context: Context): Promise<AuditReport> {
  const { settings, output, signal } = context;
  const path = warehousePath(settings, instance);
  if (!existsSync(path)) throw new Failure('fatal', 'no_warehouse', { message: `${path} is not there: ${MEND}` });
  const warehouse = await whenFree(signal, () => openWarehouse({ path, memory_bytes: MEMORY_BYTES }));
  try {
    const logger = openLog({ level: 'error', secrets: secretsOf(settings.config), target: stderrTarget() });
    const note = (line: string) => output.note(line);
    const connection = await connect({ ...settings, as: 'audit', logger, note, pass: output.pass });
    try {
      const { log, codec } = connection;
      const processors = processorsOf(settings.config);
      const audited = { log, codec, database: warehouse.database, processors, processing: settings.config };
      return await runAudit(audited, { wait_ms: 0, mend: MEND, signal, note });
    } finally {
      await connection.close();
    }
  } finally {
    warehouse.close();
  }
}
