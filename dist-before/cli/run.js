import { defineCommand, flag, option, tell } from './command.js';
import { host } from './host.js';
import { partsNamed, unknownParts } from './parts.js';
import { instanceName, nameList } from './values.js';
export function runCommand({ parts, create }) {
    return defineCommand({
        name: 'run',
        summary: 'the pipeline against the upstreams of the config',
        description: 'Runs the pipeline until Ctrl-C. With --only, part of it: several processes, on one machine or many, then share ' +
            'the work. Without kafka.brokers in the config it starts the local broker and registry.',
        examples: [
            'regulars run --config acme.json',
            'regulars run --only producers',
            'regulars run --only processors,duckdb --until-caught-up --json',
        ],
        arguments: {},
        options: {
            only: option('--only LIST', `producers, processors, sinks, or components by name: ${namesOf(parts)}`, nameList),
            untilCaughtUp: flag('--until-caught-up', 'end when nothing new is left to do'),
            instance: option('--instance NAME', 'keep a state of its own, beside another process of the same role', instanceName),
        },
        json: true,
        check: ({ only }) => unknownParts(parts, only),
        async run({ only, untilCaughtUp, instance }, context) {
            const chosen = partsNamed(parts, only);
            const last = await host({
                command: 'run',
                roles: chosen.map(({ name }) => name),
                ...(instance === undefined ? {} : { instance }),
                untilCaughtUp,
                logToFile: false,
                create: (ground) => create(ground, chosen),
            }, context);
            if (untilCaughtUp && last !== undefined)
                tellCounts(context, last);
            return undefined;
        },
    });
}
function namesOf(parts) {
    return parts.map(({ name }) => name).join(', ');
}
/** What a run has come to: the rows of every table. */
export function tellCounts(context, status) {
    const width = Math.max(0, ...status.tables.map(({ name }) => name.length));
    const rows = status.tables.map(({ name, rows }) => `${name.padEnd(width)}  ${rows.toLocaleString('en-US').padStart(12)}`);
    tell(context, status, status.caught_up ? ['caught up', ...rows] : rows);
}
//# sourceMappingURL=run.js.map