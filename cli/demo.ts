import { type Command, defineCommand, flag, option } from './command.ts';
import { type Ground, host, type Pipeline } from './host.ts';
import type { Part } from './parts.ts';
import { tellCounts } from './run.ts';
import { decimal } from './values.ts';

export interface DemoWish {
  /** Sandbox seconds per second. */
  readonly speed: number;
  /** The sandbox serves its history only. */
  readonly historyOnly: boolean;
}

export interface DemoParts {
  readonly parts: readonly Part[];
  /** The whole pipeline, the local stack and the sandbox upstreams. */
  create(ground: Ground, wish: DemoWish): Promise<Pipeline>;
}

const SPEED = 60;

export function demoCommand({ parts, create }: DemoParts): Command {
  return defineCommand({
    name: 'demo',
    summary: 'everything on this machine, against sandbox upstreams (what `npm start` runs)',
    description:
      'Starts a Kafka broker and a schema registry of its own, upstreams that are made up but true to the real ones, ' +
      'and the whole pipeline with its dashboard. Runs until Ctrl-C; the next start goes on where it stopped. The ' +
      'config file is used only where --config names one, and not for venues and upstreams.',
    examples: ['regulars demo', 'regulars demo --speed 600', 'regulars demo --until-caught-up --json'],
    arguments: {},
    options: {
      untilCaughtUp: flag(
        '--until-caught-up',
        'serve the history only, end when all of it is taken in, print the counts',
      ),
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
        create: (ground: Ground) => create(ground, { speed, historyOnly: untilCaughtUp }),
      };
      const last = await host(hosting, context);
      if (untilCaughtUp && last !== undefined) tellCounts(context, last);
      return undefined;
    },
  });
}
