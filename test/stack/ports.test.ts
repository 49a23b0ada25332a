import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { anyFreePort, choosePorts, isFreePort, type PortChoice, readPorts, writePorts } from '../../stack/ports.ts';

/** A machine on which these ports are taken, and which gives out these when asked for any. */
function machine(taken: readonly number[], free: readonly number[] = []): Pick<PortChoice, 'isFree' | 'anyFree'> {
  const left = [...free];
  return { isFree: async (port) => !taken.includes(port), anyFree: async () => left.shift() ?? 0 };
}

test('the first start takes the default ports', async () => {
  const ports = await choosePorts({ named: {}, kept: {}, ...machine([]) });
  expect(ports).toEqual({ kafka: 9092, controller: 9093, registry: 8081 });
});

test('a default port that is taken is replaced by a free one', async () => {
  const ports = await choosePorts({ named: {}, kept: {}, ...machine([9092, 8081], [40_001, 40_002]) });
  expect(ports).toEqual({ kafka: 40_001, controller: 9093, registry: 40_002 });
});

test('a later start takes the ports of the one before, as far as they are free', async () => {
  const kept = { kafka: 40_001, controller: 40_002, registry: 40_003 };
  expect(await choosePorts({ named: {}, kept, ...machine([9092]) })).toEqual(kept);
  expect(await choosePorts({ named: {}, kept, ...machine([40_003]) })).toEqual({ ...kept, registry: 8081 });
});

test('a named port goes before the kept one', async () => {
  const kept = { kafka: 40_001, controller: 40_002, registry: 40_003 };
  expect(await choosePorts({ named: { kafka: 7000 }, kept, ...machine([]) })).toEqual({ ...kept, kafka: 7000 });
});

test('a named port that is taken is an error with its number', async () => {
  const choosing = choosePorts({ named: { registry: 8081 }, kept: {}, ...machine([8081]) });
  await expect(choosing).rejects.toMatchObject({ code: 'port_taken', message: expect.stringContaining('port 8081') });
});

test('no two of them ever share a port', async () => {
  const named = { registry: 9092 };
  const ports = await choosePorts({
    named,
    kept: { controller: 9092 },
    ...machine([9093], [9092, 50_000, 50_000, 50_001]),
  });
  expect(ports).toEqual({ kafka: 50_000, registry: 9092, controller: 50_001 });
  const same = choosePorts({ named: { kafka: 7000, registry: 7000 }, kept: {}, ...machine([]) });
  await expect(same).rejects.toMatchObject({ code: 'port_taken' });
});

test.for(['127.0.0.1', '0.0.0.0'])('a port on which another program listens at %s is not free', async (host) => {
  const port = await anyFreePort();
  expect(await isFreePort(port)).toBe(true);
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(port, host, resolve));
  expect(await isFreePort(port)).toBe(false);
  await new Promise((resolve) => other.close(resolve));
  expect(await isFreePort(port)).toBe(true);
});

test('ports are kept in a file, of which a damaged one is as good as none', () => {
  const dir = mkdtempSync(join(tmpdir(), 'regulars-ports-'));
  const file = join(dir, 'ports.json');
  expect(readPorts(file)).toEqual({});
  const ports = { kafka: 1, controller: 2, registry: 3 };
  writePorts(file, ports);
  expect(readPorts(file)).toEqual(ports);
  writeFileSync(file, '{"kafka": "9092", "registry": 70000, "controller": 4, "other": 5}');
  expect(readPorts(file)).toEqual({ controller: 4 });
  writeFileSync(file, '{"kaf');
  expect(readPorts(file)).toEqual({});
  rmSync(dir, { recursive: true });
});
