import { Failure } from '../../runtime/failures.ts';
import type { ControlCommands } from '../../runtime/http/control.ts';
import { queryControl } from '../query/serve.ts';
import { type Replayable, replayControl } from './replaying.ts';
import type { WarehouseSink } from './warehouse.ts';

export interface Controlled {
  sink(): WarehouseSink | undefined;
  replayable(): Replayable;
}

/** What other commands may ask of a running pipeline. */
export function controlsOf({ sink, replayable }: Controlled): ControlCommands {
  return {
    query: queryControl(() => {
      const open = sink();
      if (open !== undefined) return open.warehouse;
      throw new Failure('retry', 'starting', { message: 'the warehouse is not open yet: try again in a moment' });
    }),
    replay: replayControl(replayable),
  };
}
