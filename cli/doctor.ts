import type { Settings } from '../runtime/config/load.ts';
import { type Check, looked } from './checks/check.ts';
import { checkCluster } from './checks/cluster.ts';
import { checkConfig } from './checks/config.ts';
import { checkMachine } from './checks/machine.ts';
import { type Command, defineCommand, tell } from './command.ts';

export interface DoctorParts {
  /** Credentials, reachability and venues of each upstream of the config. */
  checkUpstreams(settings: Settings): Promise<readonly Check[]>;
  /** Whether it can be opened, and what its orders tell of venues that the config does not know. */
  checkWarehouse(settings: Settings, signal: AbortSignal): Promise<readonly Check[]>;
}

export function doctorCommand({ checkUpstreams, checkWarehouse }: DoctorParts): Command {
  return defineCommand({
    name: 'doctor',
    summary: 'checks machine, config, broker, registry, warehouse and credentials',
    description:
      'One line for each thing that is looked at, with the mend where it is not as it should be. Changes nothing.',
    examples: ['regulars doctor', 'regulars doctor --config acme.json --json'],
    arguments: {},
    options: {},
    json: true,
    async run(_, context) {
      const { settings, signal } = context;
      const checks = (
        await Promise.all([
          looked('machine', () => checkMachine(settings)),
          looked('config', async () => checkConfig(settings)),
          looked('broker and registry', () => checkCluster(settings)),
          looked('warehouse', () => checkWarehouse(settings, signal)),
          looked('upstreams', () => checkUpstreams(settings)),
        ])
      ).flat();
      tell(context, checks, checks.map(checkLine));
      const bad = checks.filter(({ ok }) => !ok).length;
      if (bad === 0) return 0;
      context.output.note(
        `regulars doctor: ${bad} of ${checks.length} are not as they should be; the mend stands beside each`,
      );
      return 1;
    },
  });
}

function checkLine({ what, ok, mend }: Check): string {
  return ok ? `ok      ${what}` : `NOT OK  ${what} → ${mend ?? 'see the log'}`;
}
