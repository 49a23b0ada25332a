import type { Processing } from '../../pipeline.ts';
import type { Config } from '../../runtime/config/schema.ts';
import { Failure } from '../../runtime/failures.ts';
import type { ControlCommands } from '../../runtime/http/control.ts';
import type { Wanted } from '../../sinks/profile-patches/choice.ts';
import { auditControl } from '../audit/serve.ts';
import { queryControl } from '../query/serve.ts';
import { writeBackOf } from '../write-back/able.ts';
import type { ApplyReport } from '../write-back/told.ts';
import { applyControl, type Told } from './applying.ts';
import { type Replayable, replayControl } from './replaying.ts';
import type { WarehouseSink } from './warehouse.ts';

export interface Controlled {
  sink(): Pick<WarehouseSink, 'warehouse'> | undefined;
  replayable(): Replayable;
  /** What the numbers go by. */
  processing(): Processing;
  /** What it runs with; the demo's venues and upstreams stand in no config file. */
  config(): Config;
  apply(wanted: Wanted, told: Told): Promise<ApplyReport>;
}

/** What other commands may ask of a running pipeline. */
export function controlsOf({ sink, replayable, processing, config, apply }: Controlled): ControlCommands {
  const warehouse = () => {
    const open = sink();
    if (open !== undefined) return open.warehouse;
    throw new Failure('retry', 'starting', { message: 'the warehouse is not open yet: try again in a moment' });
  };
  return {
    query: queryControl(warehouse),
    replay: replayControl(replayable),
    venues: async () => config().venues.map(({ id }) => id),
    writeBack: async () => writeBackOf(config()),
    apply: applyControl(apply),
    audit: auditControl(() => {
      const { connection, processors } = replayable();
      return { ...connection, processors, database: warehouse().database, processing: processing() };
    }),
  };
}
