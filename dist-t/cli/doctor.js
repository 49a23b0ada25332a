import { looked } from './checks/check.js';
import { checkCluster } from './checks/cluster.js';
import { checkConfig } from './checks/config.js';
import { checkMachine } from './checks/machine.js';
import { defineCommand, tell } from './command.js';
export function doctorCommand({ checkUpstreams, checkWarehouse }) {
    return defineCommand({
        name: 'doctor',
        summary: 'checks machine, config, broker, registry, warehouse and credentials',
        description: 'One line for each thing that is looked at, with the mend where it is not as it should be. Changes nothing.',
        examples: ['regulars doctor', 'regulars doctor --config acme.json --json'],
        arguments: {},
        options: {},
        json: true,
        async run(_, context) {
            const { settings, signal } = context;
            const checks = (await Promise.all([
                looked('machine', () => checkMachine(settings)),
                looked('config', async () => checkConfig(settings)),
                looked('broker and registry', () => checkCluster(settings)),
                looked('warehouse', () => checkWarehouse(settings, signal)),
                looked('upstreams', () => checkUpstreams(settings)),
            ])).flat();
            tell(context, checks, checks.map(checkLine));
            const bad = checks.filter(({ ok }) => !ok).length;
            if (bad === 0)
                return 0;
            context.output.note(`regulars doctor: ${bad} of ${checks.length} are not as they should be; the mend stands beside each`);
            return 1;
        },
    });
}
function checkLine({ what, ok, mend }) {
    return ok ? `ok      ${what}` : `NOT OK  ${what} → ${mend ?? 'see the log'}`;
}
//# sourceMappingURL=doctor.js.map