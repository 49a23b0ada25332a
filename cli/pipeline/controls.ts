import { Failure } from '../../runtime/failures.ts';
import type { ControlCommands } from '../../runtime/http/control.ts';
import { queryControl } from '../query/serve.ts';
import type { WarehouseSink } from './warehouse.ts';

export interface Controlled {
  readonly sink: WarehouseSink | undefined;
}

/** What other commands may ask of a running pipeline. */
export function controlsOf(controlled: () => Controlled): ControlCommands {
  return {
    query: queryControl(() => {
      const { sink } = controlled();
      if (sink === undefined)
        throw new Failure('retry', 'starting', { message: 'the warehouse is not open yet: try again in a moment' });
      return sink.warehouse;
    }),
  };
}
