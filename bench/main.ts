/**
 * `npm run bench [-- --only NAME[,NAME]] [--json] [--scale X]`: each benchmark on a broker of its own beside it.
 * `--scale 0.1` does a tenth of the work, for trying out. Figures of one run; quote medians.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { environment, placesOf } from '../runtime/config/environment.ts';
import { openStack } from '../stack/open-stack.ts';
import type { Figures } from './figures.ts';
import type { Place } from './place.ts';
import { chain, latency, processors, restore } from './spend.ts';
import { webhook } from './webhook.ts';
import { duckdb, pipeline, poll } from './whole.ts';
import { writeback, writebackLimited } from './write-back.ts';

const benchmarks: Readonly<Record<string, (place: Place, scale: number) => Promise<Figures>>> = {
  poll,
  webhook,
  processors,
  latency,
  chain,
  duckdb,
  pipeline,
  restore,
  writeback,
  'writeback-limited': writebackLimited,
};

const { values } = parseArgs({
  options: { only: { type: 'string' }, json: { type: 'boolean' }, scale: { type: 'string', default: '1' } },
});
const names = values.only?.split(',') ?? Object.keys(benchmarks);
const unknown = names.filter((name) => benchmarks[name] === undefined);
const scale = Number(values.scale);
if (unknown.length > 0 || !(scale > 0)) {
  console.error(
    `unknown: ${unknown.join(', ') || `--scale ${values.scale}`}; there are ${Object.keys(benchmarks).join(', ')}`,
  );
  process.exit(2);
}

const found: Record<string, Figures> = {};
for (const name of names) {
  try {
    found[name] = await measured(name);
  } catch (error) {
    console.error(`${name} failed:`, error);
    process.exitCode = 1;
  }
}

async function measured(name: string): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'regulars-bench-'));
  const { cacheDir } = placesOf(environment(), process.cwd());
  const { brokers, schemaRegistry, close } = await openStack({ dataDir: folder, cacheDir, as: 'bench' });
  try {
    return await benchmarks[name]!({ brokers, schemaRegistry, topicPrefix: `${name}.`, folder }, scale);
  } finally {
    await close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

if (values.json === true) console.log(JSON.stringify(found));
else {
  const columns = ['per_second', 'p50_ms', 'p99_ms', 'cpu_s', 'rss_mb'] as const;
  const table = new Table({
    head: ['', ...columns],
    style: { head: [], border: [] },
    colAligns: ['left', ...columns.map(() => 'right' as const)],
  });
  for (const [name, figures] of Object.entries(found)) {
    table.push([name, ...columns.map((column) => figures[column]?.toLocaleString('en-US') ?? '')]);
  }
  console.log(table.toString());
}
process.exit();
