import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { besideWith } from '../../cli/beside.ts';
import type { Context } from '../../cli/command.ts';
import { host, type Pipeline } from '../../cli/host.ts';
import { controlsOf } from '../../cli/pipeline/controls.ts';
import { checkWarehouse, SINK } from '../../cli/warehouse-file.ts';
import { configOf, loadSettings, type Settings } from '../../runtime/config/load.ts';
import { Failure } from '../../runtime/failures.ts';
import type { Warehouse } from '../../sinks/duckdb/warehouse.ts';
import { someStatus } from '../http/some-status.ts';
import { closeWarehouse, filled, memoryLog, order, putOrders } from '../sinks/fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'regulars-doctor-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The warehouse of the data directory, with an order of each venue. */
async function withOrdersOf(venues: readonly string[], { config, dataDir }: Settings): Promise<Warehouse> {
  const log = memoryLog();
  await putOrders(
    log,
    venues.map((venue_id) => order(`toast:${venue_id}`, { venue_id })),
  );
  return filled(log, join(dataDir, config.warehouse.path));
}

function hosted(settings: Settings, signal: AbortSignal, controls: Pipeline['controls']): Promise<unknown> {
  const pipeline: Pipeline = {
    routes: [],
    controls,
    status: someStatus,
    readiness: async () => [],
    start: async () => {},
    stop: async () => {},
    untilCaughtUp: () => new Promise(() => {}),
    addresses: () => [],
    failed: new Promise(() => {}),
  };
  const output = { print() {}, note() {}, pass() {}, interactive: false, columns: 80 };
  const context: Context = { settings, output, signal, json: false };
  const create = async () => pipeline;
  return host({ command: 'demo', roles: [SINK], untilCaughtUp: false, logToFile: true, create }, context);
}

test('doctor names the venues that neither the config nor the running pipeline knows', async () => {
  const loaded = loadSettings({ cwd: folder, env: { REGULARS_DATA_DIR: folder } });
  const settings = { ...loaded, config: { ...loaded.config, http: { ...loaded.config.http, port: 0 } } };
  const { signal } = new AbortController();
  const warehouse = await withOrdersOf(['soho', 'ennis'], settings);
  await warehouse.rows(
    `INSERT INTO store.survey_responses (_key, response_id, upstream, form_id, submitted_at, answers)
     VALUES (1, 'file:1', 'file', 'f', now(), '{"dietary": "nuts", "parking": true}'), (2, 'file:2', 'file', 'f', now(), '{"parking": 1}')`,
  );
  const interrupted = new AbortController();
  const controls = controlsOf({
    sink: () => ({ warehouse }),
    replayable: () => {
      throw new Failure('retry', 'starting');
    },
    processing: () => settings.config,
    config: () => configOf({ venues: [{ id: 'soho', timezone: 'Europe/London', country: 'GB', currency: 'GBP' }] }),
    apply: async () => {
      throw new Failure('retry', 'starting');
    },
  });
  const running = hosted(settings, interrupted.signal, controls);
  await expect.poll(async () => (await besideWith(settings.dataDir, SINK))?.control).toBeTruthy();
  const unknown = async () =>
    (await checkWarehouse(settings, signal)).filter(({ ok }) => !ok).map(({ what }) => what.split(':')[0]);
  expect(await unknown()).toEqual(['venue ennis']);
  expect((await checkWarehouse(settings, signal)).filter(({ what }) => what.startsWith('survey'))).toEqual([
    { what: 'survey question parking: 2 answered it, and enrichment.fieldMap gives it no place', ok: true },
  ]);
  interrupted.abort();
  await running;
  closeWarehouse(warehouse);
  // Without one, the config alone says.
  expect(await unknown()).toEqual(['venue ennis', 'venue soho']);
});
