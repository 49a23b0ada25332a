import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { openStack } from '../../stack/open-stack.ts';
import { stackPaths } from '../../stack/paths.ts';
import { readPorts } from '../../stack/ports.ts';
import { birthOf, processesWithArgument } from '../../stack/processes.ts';
import { stackDown, stackReset, stackUp } from '../../stack/stack-commands.ts';
import { type StackStatus, stackStatus } from '../../stack/stack-status.ts';
import { eventually } from './eventually.ts';
import { cacheDir } from './stack-cache.ts';
import { type StackUserProcess, stackUser } from './stack-user.ts';

// A comma, a space, an umlaut: people name their folders as they like.
const dataDir = mkdtempSync(join(tmpdir(), 'regulars, Gäste-'));
const orders = 'orders';
const users: StackUserProcess[] = [];
const otherDirs: string[] = [];

function otherDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'regulars-other-'));
  otherDirs.push(dir);
  return dir;
}

type Running = Exclude<StackStatus, { state: 'stopped' }>;

async function running(): Promise<Running> {
  return eventually('the stack runs', async () => {
    const status = await stackStatus({ dataDir });
    return status.state === 'running' && status;
  });
}

const pidsOf = (status: Running) => status.children.map(({ pid }) => pid ?? 0);
const isGone = (pid: number) => birthOf(pid) === undefined;

async function publish({ brokers }: { brokers: string[] }, value: string): Promise<void> {
  const kafka = new Kafka({ brokers, logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: orders, numPartitions: 1 }] });
  await admin.disconnect();
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic: orders, acks: -1, messages: [{ value }] });
  await producer.disconnect();
}

async function published({ brokers }: { brokers: string[] }): Promise<string> {
  const consumer = new Kafka({ brokers, logLevel: logLevel.NOTHING }).consumer({ groupId: `g${performance.now()}` });
  await consumer.connect();
  await consumer.subscribe({ topic: orders, fromBeginning: true });
  try {
    return await new Promise<string>((resolve, reject) => {
      consumer.run({ eachMessage: async ({ message }) => resolve(String(message.value)) }).catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
}

async function ask(url: string, method = 'GET', body?: object): Promise<unknown> {
  const headers = { 'content-type': 'application/vnd.schemaregistry.v1+json' };
  const response = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  return response.json();
}

const orderSchema = (field: string) => ({
  schema: JSON.stringify({ type: 'record', name: 'Order', fields: [{ name: field, type: 'int' }] }),
});

/** Takes a port, as another program would. */
async function occupy(port: number): Promise<{ port: number; close(): void }> {
  const server = createServer((socket) => socket.destroy()).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { port: typeof address === 'object' && address ? address.port : port, close: () => server.close() };
}

afterEach(() => {
  for (const user of users.splice(0)) user.process.kill('SIGKILL');
});

afterAll(async () => {
  await stackDown({ dataDir });
  for (const dir of [dataDir, ...otherDirs]) rmSync(dir, { recursive: true, force: true });
});

describe('the local stack', () => {
  test('keeps records and schema ids over kills of its processes and over stops', { timeout: 180_000 }, async () => {
    const stack = await openStack({ dataDir, cacheDir, as: 'the test' });
    const subject = `${stack.schemaRegistry}/subjects/orders-value/versions`;
    const level = `${stack.schemaRegistry}/config/orders-value`;
    await publish(stack, 'dinner for two');
    const id = await ask(subject, 'POST', orderSchema('net_minor'));
    expect(id).toEqual({ id: expect.any(Number) });
    await ask(level, 'PUT', { compatibility: 'BACKWARD_TRANSITIVE' });

    const first = await running();
    expect(first.users).toEqual([{ pid: process.pid, as: 'the test' }]);
    for (const pid of pidsOf(first)) process.kill(pid, 'SIGKILL');
    const second = await eventually('both are back', async () => {
      const status = await running();
      return status.children.every(({ restarts }) => restarts === 1) && status;
    });
    expect(second.brokers).toEqual(stack.brokers);
    expect(await published(stack)).toBe('dinner for two');
    expect(await ask(subject, 'POST', orderSchema('net_minor'))).toEqual(id);
    expect(await ask(level)).toEqual({ compatibilityLevel: 'BACKWARD_TRANSITIVE' });
    expect(await ask(subject, 'POST', orderSchema('other'))).toMatchObject({ error_code: 409 });

    process.kill(second.supervisor_pid, 'SIGKILL');
    await eventually('the orphans are gone', () => pidsOf(second).every(isGone));
    const third = await running();
    expect(third.users).toEqual([{ pid: process.pid, as: 'the test' }]);
    expect(await published(stack)).toBe('dinner for two');

    await stack.close();
    expect(await stackStatus({ dataDir })).toEqual({ state: 'stopped' });
    expect([...pidsOf(third), third.supervisor_pid].every(isGone)).toBe(true);
  });

  test('is shared by those who start at once, moves off a port that was taken, and ends when the last is killed', {
    timeout: 120_000,
  }, async () => {
    const taken = await occupy(readPorts(stackPaths(dataDir).ports).kafka ?? 0);
    users.push(stackUser({ dataDir }), stackUser({ dataDir }));
    const [one, other] = await Promise.all(users.map(({ said }) => said));
    taken.close();
    expect(one).toMatchObject({ brokers: [expect.stringMatching(/^127\.0\.0\.1:\d+$/)] });
    expect(one).toEqual(other);
    expect(one?.brokers).not.toEqual([`127.0.0.1:${taken.port}`]);
    expect(await published({ brokers: one?.brokers ?? [] })).toBe('dinner for two');

    const status = await running();
    expect(status.users.map(({ pid }) => pid).sort()).toEqual(users.map((user) => user.process.pid).sort());
    users[0]?.process.kill('SIGKILL');
    await eventually('one user is left', async () => (await running()).users.length === 1);
    expect(pidsOf(await running())).toEqual(pidsOf(status));

    users[1]?.process.kill('SIGKILL');
    await eventually('nothing runs any more', () => processesWithArgument(stackPaths(dataDir).marker).length === 0);
    await eventually('the supervisor has gone', () => isGone(status.supervisor_pid));
  });

  test('stays up without users until down, even when its supervisor is killed; reset forgets everything', {
    timeout: 120_000,
  }, async () => {
    const addresses = await stackUp({ dataDir, cacheDir });
    const up = await running();
    expect(up).toMatchObject({ held: true, users: [], ...addresses });
    process.kill(up.supervisor_pid, 'SIGKILL');
    await eventually('the supervisor has gone', () => isGone(up.supervisor_pid));
    const again = await running();
    expect(again).toMatchObject({ held: true, users: [], ...addresses });

    users.push(stackUser({ dataDir }));
    await users[0]?.said;
    expect(await stackDown({ dataDir })).toMatchObject({ kind: 'still_used', users: [{ as: 'a tester' }] });
    await expect(stackReset({ dataDir })).rejects.toMatchObject({
      code: 'in_use',
      message: /a tester \(process \d+\)/,
    });

    users[0]?.process.kill('SIGKILL');
    await eventually('the user has gone', async () => {
      const status = await stackStatus({ dataDir });
      return status.state === 'stopped' || status.users.length === 0;
    });
    await stackReset({ dataDir });
    expect(await stackStatus({ dataDir })).toEqual({ state: 'stopped' });
    expect(await stackDown({ dataDir })).toEqual({ kind: 'was_stopped' });
    expect(existsSync(stackPaths(dataDir).kafka)).toBe(false);
    expect(existsSync(stackPaths(dataDir).registry)).toBe(false);
  });
});

describe('a stack that cannot be had says why and what to do', () => {
  /** A PATH on which only these commands are found, each saying this. */
  function pathWith(commands: Record<string, string>): string {
    const bin = otherDir();
    for (const [name, says] of Object.entries(commands)) {
      writeFileSync(join(bin, name), `#!/bin/sh\necho '${says}'\n`);
      chmodSync(join(bin, name), 0o755);
    }
    return bin;
  }

  test.for([
    ['no Java', {}, 'java_missing', /Java 17 or later/],
    ['a Java too old', { java: 'openjdk version "11.0.2"' }, 'java_too_old', /is Java 11: .*Java 17 or later/],
    ['no Maven', { java: 'openjdk version "21.0.2"' }, 'maven_missing', /Maven 3.6 or later/],
    [
      'a Maven too old',
      { java: 'openjdk version "21.0.2"', mvn: 'Apache Maven 3.5.4' },
      'maven_too_old',
      /is Maven 3.5: .*Maven 3.6 or later/,
    ],
  ] as const)('%s', async ([, commands, code, message]) => {
    const empty = otherDir();
    const said = await stackUser({ dataDir: empty, cacheDir: join(empty, 'cache') }, pathWith(commands)).said;
    expect(said).toEqual({ code, message: expect.stringMatching(message) });
    expect(said.message).toMatch(/docker compose up.*kafka\.brokers and kafka\.schemaRegistry/);
  });

  test('a port that the config names is taken', async () => {
    const taken = await occupy(0);
    const opening = openStack({ dataDir: otherDir(), cacheDir, ports: { kafka: taken.port } });
    await expect(opening).rejects.toMatchObject({
      code: 'port_taken',
      message: expect.stringContaining(`${taken.port}`),
    });
    taken.close();
  });

  test('a broker that dies at once over and over', { timeout: 60_000 }, async () => {
    const damaged = otherDir();
    mkdirSync(join(damaged, 'stack', 'kafka'), { recursive: true });
    writeFileSync(join(damaged, 'stack', 'kafka', 'meta.properties'), 'version=999\n');
    await expect(openStack({ dataDir: damaged, cacheDir })).rejects.toMatchObject({
      code: 'child_failed',
      message: expect.stringMatching(/kafka does not start \(exit code 1\)[\s\S]*kafka\.log:[\s\S]*meta\.properties/),
    });
    await eventually('it has given up', async () => (await stackStatus({ dataDir: damaged })).state === 'stopped');
    expect(processesWithArgument(stackPaths(damaged).marker)).toEqual([]);
  });
});
