import { checkUpstreams } from './checks/upstreams.ts';
import type { Command } from './command.ts';
import { doctorCommand } from './doctor.ts';
import { demo, run } from './pipeline/commands.ts';
import { queryCommand } from './query.ts';
import { sandbox } from './sandbox.ts';
import { stack } from './stack.ts';
import { checkWarehouse, openForReading, SINK } from './warehouse-file.ts';

/** In the order of the help. */
export const commands: readonly Command[] = [
  demo,
  run,
  queryCommand({ sink: SINK, open: openForReading }),
  doctorCommand({ checkUpstreams, checkWarehouse }),
  stack,
  sandbox,
];
