import type { Processing } from '../../pipeline.ts';
import { Failure } from '../../runtime/failures.ts';
import type { ControlCommands } from '../../runtime/http/control.ts';
import { auditControl } from '../audit/serve.ts';
import { queryControl } from '../query/serve.ts';
import { type Replayable, replayControl } from './replaying.ts';
import type { WarehouseSink } from './warehouse.ts';

export interface Controlled {
  sink(): Pick<WarehouseSink, 'warehouse'> | undefined;
  replayable(): Replayable;
  /** What the numbers go by. */
  processing(): Processing;
  /** Ids of the venues that it runs with; those of the demo stand in no config file. */
  venues(): readonly string[];
}

/** What other commands may ask of a running pipeline. */
export function controlsOf({ sink, replayable, processing, venues }: Controlled): ControlCommands {
  const warehouse = () => {
    const open = sink();
    if (open !== undefined) return open.warehouse;
    throw new Failure('retry', 'starting', { message: 'the warehouse is not open yet: try again in a moment' });
  };
  return {
    query: queryControl(warehouse),
    replay: replayControl(replayable),
    venues: async () => venues(),
    audit: auditControl(() => {
      const { connection, processors } = replayable();
      return { ...connection, processors, database: warehouse().database, processing: processing() };
    }),
  };
}
