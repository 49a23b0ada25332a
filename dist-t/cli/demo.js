import { defineCommand, flag, option } from './command.js';
import { host } from './host.js';
import { tellCounts } from './run.js';
import { decimal } from './values.js';
const SPEED = 60;
export function demoCommand({ parts, create }) {
    return defineCommand({
        name: 'demo',
        summary: 'everything on this machine, against sandbox upstreams (what `npm start` runs)',
        description: 'Starts a Kafka broker and a schema registry of its own, upstreams that are made up but true to the real ones, ' +
            'and the whole pipeline with its dashboard. Runs until Ctrl-C; the next start goes on where it stopped. The ' +
            'config file is used only where --config names one, and not for venues and upstreams.',
        examples: ['regulars demo', 'regulars demo --speed 600', 'regulars demo --until-caught-up --json'],
        arguments: {},
        options: {
            untilCaughtUp: flag('--until-caught-up', 'serve the history only, end when all of it is taken in, print the counts'),
            speed: option('--speed X', 'seconds of the sandbox per second', decimal(0.1, 100_000), SPEED),
        },
        json: true,
        embedded: true,
        async run({ untilCaughtUp, speed }, context) {
            const hosting = {
                command: 'demo',
                roles: ['sandbox', ...parts.map(({ name }) => name)],
                untilCaughtUp,
                logToFile: true,
                create: (ground) => create(ground, { speed, historyOnly: untilCaughtUp }),
            };
            const last = await host(hosting, context);
            if (untilCaughtUp && last !== undefined)
                tellCounts(context, last);
            return undefined;
        },
    });
}
//# sourceMappingURL=demo.js.map