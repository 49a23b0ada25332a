import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Environment } from '../../runtime/config/environment.ts';
import { inDataDir, loadSettings } from '../../runtime/config/load.ts';
import { type Problem, UsageProblems } from '../../runtime/config/problems.ts';
import { usualNames } from '../../schemas/written-names.ts';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'regulars-config-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

function load(text: string, env: Environment = {}) {
  writeFileSync(join(cwd, 'regulars.config.json'), text);
  return loadSettings({ cwd, env });
}

function problemsIn(text: string, env: Environment = {}): readonly Problem[] {
  try {
    load(text, env);
  } catch (error) {
    if (error instanceof UsageProblems) return error.problems;
    throw error;
  }
  return [];
}

/** How the file names an environment variable. */
const env = (name: string) => `\${${name}}`;

const keysOf = (problems: readonly Problem[]) => problems.map((problem) => problem.key);

describe('the config', () => {
  test('without a file all is default: the local stack, no upstream, nothing is sent', () => {
    const { config, file, portNamed, dataDir } = loadSettings({ cwd, env: {} });
    expect(file).toBeNull();
    expect(portNamed).toBe(false);
    expect(dataDir).toBe(join(cwd, '.regulars'));
    expect(config.kafka.brokers).toBeUndefined();
    expect(config.kafka.partitions).toBe(4);
    expect(config.http).toEqual({ host: '127.0.0.1', port: 8090, token: null });
    expect(config.warehouse).toEqual({
      path: 'warehouse.duckdb',
      publish: { path: 'warehouse.read.duckdb', everySeconds: 60 },
    });
    expect(config.clock).toBe('wall');
    expect(config.upstreams).toEqual({});
    expect(config.enrichment.loyalty).toEqual({ visits: 5, spend: { USD: 100_000 } });
    expect(config.enrichment.spendTiers.map((tier) => tier.tag)).toEqual(['Platinum', 'Gold', 'Silver']);
    expect(config.writeBack).toEqual({ mode: 'plan', settleSeconds: 5, humanEdits: 'keep', names: usualNames });
  });

  test('comments, trailing commas and a byte order mark are no problem', () => {
    const { config } = load('\uFEFF{ // the group\n "venueGroup": "acme", /* more */ "clock": "event", }');
    expect([config.venueGroup, config.clock]).toEqual(['acme', 'event']);
  });

  test('an upstream needs its credentials and gets the rest', () => {
    const text = `{"upstreams": {"service": {"apiKey": "${env('KEY')}-1"}}}`;
    const { config } = load(text, { KEY: 'sk' });
    expect(config.upstreams.service).toEqual({
      baseUrl: 'https://api.useservice.app',
      apiKey: 'sk-1',
      webhookSecret: null,
      listPath: '/v1/reservations',
      pollSeconds: 60,
      requestsPerSecond: 10,
      since: { kind: 'ago', months: 12, ms: 0 },
    });
    expect(config.upstreams.toast).toBeUndefined();
  });

  test('a port that is named is told from the default, even if it is the same', () => {
    expect(load('{"http": {"port": 8090}}').portNamed).toBe(true);
    expect(load('{"http": {}}').portNamed).toBe(false);
  });

  test('places come from the environment, and relative paths lie in the data directory', () => {
    const settings = loadSettings({ cwd, env: { REGULARS_DATA_DIR: 'here', REGULARS_CACHE_DIR: '' } });
    expect(settings.dataDir).toBe(join(cwd, 'here'));
    expect(settings.cacheDir).toBe(join(cwd, 'here/cache'));
    expect(inDataDir(settings, 'w.duckdb')).toBe(join(cwd, 'here/w.duckdb'));
    expect(inDataDir(settings, '/elsewhere/w.duckdb')).toBe('/elsewhere/w.duckdb');
  });

  test('--config goes before REGULARS_CONFIG, and one that is named must be there', () => {
    writeFileSync(join(cwd, 'a.json'), '{"venueGroup": "a"}');
    writeFileSync(join(cwd, 'b.json'), '{"venueGroup": "b"}');
    expect(loadSettings({ cwd, env: { REGULARS_CONFIG: 'a.json' }, file: 'b.json' }).config.venueGroup).toBe('b');
    expect(loadSettings({ cwd, env: { REGULARS_CONFIG: 'a.json' } }).config.venueGroup).toBe('a');
    expect(() => loadSettings({ cwd, env: { REGULARS_CONFIG: 'no.json' } })).toThrow(/REGULARS_CONFIG: .*ENOENT/);
    expect(() => loadSettings({ cwd, env: {}, file: 'no.json' })).toThrow(/--config: .*ENOENT.*legal/);
  });
});

test('what runs on embedded defaults takes no file that happens to lie there', () => {
  writeFileSync(join(cwd, 'regulars.config.json'), '{"venueGroup": "acme"}');
  const { config, file } = loadSettings({ cwd, env: { REGULARS_CONFIG: 'no.json' }, embedded: true });
  expect([config.venueGroup, file]).toEqual(['default', null]);
});

describe('what is wrong with the config', () => {
  test('is told all at once, each with key, value, line and legal values', () => {
    const problems = problemsIn(`{
      "clok": "wall",
      "http": { "port": 80900, "host": "" },
      "kafka": { "partitions": "4", "brokers": ["nowhere"] },
      "venues": [{ "id": "soho", "timezone": "America/New_Yrk", "currency": "usd" }, { "id": "soho" }],
      "upstreams": { "service": { "pollSeconds": 0, "since": "1 year" }, "sevenroom": {} },
      "enrichment": { "loyalty": { "spend": { "EURO": 5 } } },
      "writeBack": { "mode": "dry" }
    }`);
    expect(keysOf(problems).sort()).toEqual(
      [
        'clok',
        'http.host',
        'http.port',
        'kafka.partitions',
        'kafka.brokers[0]',
        'venues[0].timezone',
        'venues[0].currency',
        'venues[1].id',
        'upstreams.service.apiKey',
        'upstreams.service.pollSeconds',
        'upstreams.service.since',
        'upstreams.sevenroom',
        'enrichment.loyalty.spend.EURO',
        'writeBack.mode',
      ].sort(),
    );
    const of = (key: string) => problems.find((problem) => problem.key === key);
    expect(of('clok')).toMatchObject({ line: 2, legal: expect.stringContaining('did you mean "clock"?') });
    expect(of('upstreams.sevenroom')?.legal).toContain('did you mean "sevenrooms"?');
    expect(of('http.port')).toEqual({ key: 'http.port', value: '80900', legal: 'an integer from 0 to 65535', line: 3 });
    expect(of('kafka.partitions')?.value).toBe('"4"');
    expect(of('venues[0].timezone')).toMatchObject({ value: '"America/New_Yrk"', line: 5 });
    expect(of('upstreams.service.apiKey')?.value).toBe('absent');
    expect(of('writeBack.mode')).toMatchObject({ value: '"dry"', legal: '"plan", "live" or "off"' });
    expect(of('enrichment.loyalty.spend.EURO')?.legal).toContain('ISO 4217');
  });

  test('the map of answers: known places, none of them taken by what is written already', () => {
    const rule = (write: string) => `{ "when": { "source": "survey", "question": "q" }, "write": [${write}] }`;
    const map = (rules: string) =>
      `{ "enrichment": { "fieldMap": [${rules}] }, "writeBack": { "names": { "fields": { "visits": "seen" } } } }`;
    const legal = rule(
      '{"tag": "Occasion"}, {"note": "kitchen"}, {"field": "last_occasion"}, {"field": "regulars_visits"}',
    );
    expect(load(map(legal)).config.enrichment.fieldMap).toHaveLength(1);
    const wrong = rule('{"tag": "Loyalty"}, {"field": "seen"}');
    expect(problemsIn(map(`${legal}, ${wrong}`))).toMatchObject([
      { key: 'enrichment.fieldMap[1].write[0].tag', legal: 'another one than those of writeBack.names' },
      { key: 'enrichment.fieldMap[1].write[1].field' },
    ]);
    for (const place of ['{"note": "bar"}', '{"field": "tag:x"}', '{"tag": ""}', '{}'])
      expect(keysOf(problemsIn(map(rule(place))))[0], place).toContain('enrichment.fieldMap[0].write[0]');
    const other = '{ "when": { "source": "weather", "question": "q" }, "write": [{"tag": "x"}] }';
    expect(keysOf(problemsIn(map(other)))).toEqual(['enrichment.fieldMap[0].when.source']);
  });

  test('names of fields and groups: none empty, none of two things, none that nobody writes', () => {
    const problems = problemsIn(`{ "writeBack": { "names": {
      "fields": { "visits": "", "loyalty": "tag:Loyalty", "spend_90d": "regulars_lifetime_spend", "spend": "x" },
      "groups": { "loyalty": 7 }
    } } }`);
    expect(keysOf(problems).sort()).toEqual([
      'writeBack.names.fields.loyalty',
      'writeBack.names.fields.spend',
      'writeBack.names.fields.spend_90d',
      'writeBack.names.fields.visits',
      'writeBack.names.groups.loyalty',
    ]);
    const of = (key: string) => problems.find((problem) => problem.key === `writeBack.names.${key}`)?.legal;
    expect(of('fields.spend_90d')).toBe('another one than that of writeBack.names.fields.lifetime_spend');
    expect(of('fields.spend')).toContain('spend_90d, ');
    expect(of('fields.loyalty')).toContain('does not begin with "tag:", or null');
    const swapped = '{"fields": {"visits": "regulars_loyalty", "loyalty": "regulars_visits", "spend_90d": null}}';
    expect(load(`{"writeBack": {"names": ${swapped}}}`).config.writeBack.names).toMatchObject({
      fields: { visits: 'regulars_loyalty', loyalty: 'regulars_visits', spend_90d: null },
      groups: usualNames.groups,
    });
  });

  test('every syntax error is told with its line', () => {
    const problems = problemsIn('{\n "clock": wall,\n "venues": [}\n');
    expect(problems.length).toBeGreaterThan(1);
    expect(problems[0]).toMatchObject({ line: 2, value: expect.stringContaining('not JSON') });
  });

  test('an empty file, a list and a key given twice are wrong', () => {
    expect(problemsIn('')[0]?.value).toContain('not JSON');
    expect(problemsIn('[]')[0]).toMatchObject({ key: 'the config', value: 'a list of 0' });
    expect(problemsIn('{"clock": "wall",\n"clock": "event"}')).toEqual([
      { key: 'clock', value: 'given more than once', legal: 'once', line: 2 },
    ]);
  });

  test('a variable that is not set is named once, with the key that needs it', () => {
    const problems = problemsIn(`{"http": {"port": "${env('PORT')}"}, "venueGroup": "${env('GROUP')}"}`, {
      GROUP: 'x',
    });
    expect(problems).toEqual([
      { key: 'http.port', value: env('PORT'), legal: 'the name of an environment variable; PORT is not set' },
    ]);
  });

  test('keys that need each other are looked at together', () => {
    const problems = problemsIn(`{
      "kafka": { "schemaRegistry": "http://r:8081", "replicationFactor": 3 },
      "warehouse": { "path": "w.duckdb", "publish": { "path": "w.duckdb" } },
      "upstreams": { "square": { "accessToken": "x", "webhookUrl": "https://x.example/webhooks/square" } }
    }`);
    expect(keysOf(problems)).toEqual([
      'kafka.schemaRegistry',
      'kafka.replicationFactor',
      'upstreams.square.webhookSignatureKey',
      'warehouse.publish.path',
    ]);
  });
});

describe('a problem never shows a secret', () => {
  const secret = 'hunter2-hunter2';
  test.each([
    ['of a secret key', `{"http": {"token": ["${secret}"]}, "upstreams": {"klaviyo": {"apiKey": 5}}}`],
    [
      'that came from the environment',
      `{"writeBack": {"mode": "${env('MODE')}"}, "venues": [{"id": "${env('MODE')} x"}]}`,
    ],
    ['under a misspelt key', `{"upstreams": {"service": {"apiKy": "${secret}"}}, "http": {"tokn": "${secret}"}}`],
    ['under an unknown name that sounds like one', `{"myPassword": "${secret}", "enrichment": {"token": "${secret}"}}`],
    ['inside of an address', `{"upstreams": {"toast": {"baseUrl": "ftp://me:${secret}@x"}}}`],
    ['of the wrong kind', '{"http": {"token": {"is": "hunter2"}}}'],
  ])('%s', (_, text) => {
    const problems = problemsIn(text, { MODE: secret });
    expect(problems.length).toBeGreaterThan(0);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });
});
