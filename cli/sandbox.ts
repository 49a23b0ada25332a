import { join } from 'node:path';
import { openDataDir } from '../runtime/data-dir/layout.ts';
import { enter } from '../runtime/data-dir/presence.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { type Context, defineCommand, flag, option, tell } from './command.ts';
import { aborted } from './interrupt.ts';
import { decimal, integer } from './values.ts';

export const sandbox = defineCommand({
  name: 'sandbox',
  summary: 'the sandbox upstreams alone',
  description:
    'Serves upstreams that are made up but true to the wire formats and the faults of the real ones, until Ctrl-C. ' +
    'Their clock is kept in the data directory and goes on where it stopped.',
  examples: ['regulars sandbox --port 8070', 'regulars sandbox --speed 600 --json'],
  arguments: {},
  options: {
    port: option('--port PORT', 'where they listen; 0: any free one', integer(0, 65_535), 0),
    speed: option('--speed X', 'seconds of the sandbox per second', decimal(0.1, 100_000), 60),
    orders: option(
      '--orders N',
      'how many orders the year before the first start holds',
      integer(1, 10_000_000),
      50_000,
    ),
    vendorLimits: flag('--vendor-limits', 'keep the vendors’ limits of requests'),
  },
  json: true,
  async run({ port, speed, orders, vendorLimits }, context) {
    const dataDir = openDataDir(context.settings.dataDir);
    const presence = await enter(dataDir, { command: 'sandbox', roles: ['sandbox'] });
    try {
      const open = await startSandbox({ dataDir: join(dataDir.path, 'sandbox'), port, speed, orders, vendorLimits });
      await serve(open, context);
    } finally {
      await presence.leave();
    }
    return undefined;
  },
});

async function serve(open: Sandbox, context: Context): Promise<void> {
  tell(context, { urls: open.urls }, [...Object.entries(open.urls).map(([name, url]) => `${name.padEnd(10)}${url}`)]);
  try {
    await aborted(context.signal);
  } finally {
    await open.close();
  }
}
