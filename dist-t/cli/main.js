#!/usr/bin/env node
import { setMaxListeners } from 'node:events';
import { Command as Parser } from 'commander';
import { environment } from '../runtime/config/environment.js';
import { runCommandLine } from './command-line.js';
import { commands } from './commands.js';
import { onInterrupt } from './interrupt.js';
import { flushed, processOutput } from './output.js';
// One signal stops the readers of every topic: Node's warning is for leaks, not for that.
setMaxListeners(250);
const interrupt = onInterrupt((code, why) => {
    process.stderr.write(`regulars: ${why}\n`);
    process.exit(code);
});
// `regulars query … | head`: who read has seen enough.
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));
const io = { output: processOutput, cwd: process.cwd(), env: environment(), signal: interrupt.signal };
const code = await runCommandLine(new Parser('regulars'), commands, process.argv.slice(2), io);
await flushed();
process.exit(code);
//# sourceMappingURL=main.js.map