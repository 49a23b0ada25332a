#!/usr/bin/env node
import { Command as Parser } from 'commander';
import { environment } from '../runtime/config/environment.ts';
import { type Io, runCommandLine } from './command-line.ts';
import { commands } from './commands.ts';
import { onInterrupt } from './interrupt.ts';
import { flushed, processOutput } from './output.ts';

const interrupt = onInterrupt((code, why) => {
  process.stderr.write(`regulars: ${why}\n`);
  process.exit(code);
});
// `regulars query … | head`: who read has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const io: Io = { output: processOutput, cwd: process.cwd(), env: environment(), signal: interrupt.signal };
const code = await runCommandLine(new Parser('regulars'), commands, process.argv.slice(2), io);
await flushed();
process.exit(code);
