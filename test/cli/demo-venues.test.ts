import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DEMO_FOLDER, withDemoVenues } from '../../cli/demo-venues.ts';
import { loadSettings } from '../../runtime/config/load.ts';
import { SANDBOX_VENUES } from '../../sandbox/sandbox.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'regulars-demo-venues-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const load = () => loadSettings({ cwd: folder, env: { REGULARS_DATA_DIR: folder } });

test('in a data directory of the demo its venues are meant', async () => {
  mkdirSync(join(folder, DEMO_FOLDER));
  const { config } = await withDemoVenues(load());
  expect(config.venues).toEqual(SANDBOX_VENUES);
});

test('in any other, and where the config names venues, the config holds', async () => {
  expect((await withDemoVenues(load())).config.venues).toEqual([]);
  mkdirSync(join(folder, DEMO_FOLDER));
  const settings = load();
  const own = { ...settings.config, venues: [{ ...SANDBOX_VENUES[0]!, id: 'mine' }] };
  expect((await withDemoVenues({ ...settings, config: own })).config.venues).toBe(own.venues);
});
