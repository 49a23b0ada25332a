import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';
import { z } from 'zod';
import { type Config, configSchema } from '../../runtime/config/schema.ts';
import { Failure } from '../../runtime/failures.ts';
import type { Clock } from '../../runtime/sources/clock-port.ts';
import { KLAVIYO_API_KEY } from '../../sandbox/klaviyo/account.ts';
import type { SandboxOptions } from '../../sandbox/options.ts';
import { SANDBOX_VENUES } from '../../sandbox/sandbox.ts';
import { SERVICE_API_KEY } from '../../sandbox/service/account.ts';
import { SEVENROOMS_CREDENTIALS, SEVENROOMS_GROUP } from '../../sandbox/sevenrooms/account.ts';
import { SQUARE_ACCESS_TOKEN } from '../../sandbox/square/account.ts';
import { TOAST_CREDENTIALS } from '../../sandbox/toast/restaurants.ts';
import { TYPEFORM_ACCESS_TOKEN, TYPEFORM_FORMS } from '../../sandbox/typeform/account.ts';
import type { Surroundings } from './running.ts';

/** What the sandbox prints once it is ready. */
const ready = z.object({
  urls: z.object({
    ...{ toast: z.string(), service: z.string(), sevenrooms: z.string(), typeform: z.string() },
    ...{ klaviyo: z.string(), square: z.string(), sandbox: z.string() },
  }),
});
const clockSays = z.object({ now_ms: z.number() });

const WEBHOOK_SECRET = 'sandbox-webhook-secret';
/** Service signs by Standard Webhooks, whose secrets look like this. */
const SERVICE_WEBHOOK_SECRET = `whsec_${Buffer.from(WEBHOOK_SECRET).toString('base64')}`;
/** The demo is to be quick; the twins keep no limits unless told. */
const REQUESTS_PER_SECOND = 1_000;
const POLL_SECONDS = 5;
/** The world's history is a year. */
const HISTORY = 'P13M';
/** The demo is caught up within a minute: of reservations it reads what changed of late. Service's take a request each. */
const SEVENROOMS_HISTORY = 'P3M';
const SERVICE_HISTORY = 'P14D';
const SURVEYS_HISTORY = 'P3M';
const MAIL_HISTORY = 'P2M';
const START_TIMEOUT_MS = 30_000;
const CLOCK_STALE_MS = 100;

export interface SandboxProcess {
  readonly urls: z.output<typeof ready>['urls'];
  close(): Promise<void>;
}

/** The sandbox as a process of its own; it ends with this one, however this one ends. */
export async function openSandbox(options: SandboxOptions): Promise<SandboxProcess> {
  const main = fileURLToPath(new URL('../../sandbox/main.js', import.meta.url));
  // A group of its own: the terminal's Ctrl-C is for us, who drain first.
  const child = spawn(process.execPath, [main, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  const urls = await firstLine(child);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    urls,
    async close() {
      child.stdin?.end();
      if (child.exitCode === null && child.signalCode === null) await ended;
    },
  };
}

function firstLine(child: ChildProcess): Promise<SandboxProcess['urls']> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      child.kill('SIGKILL');
      reject(new Failure('fatal', 'sandbox_failed', { message: `the sandbox did not start: ${why}` }));
    };
    const timer = setTimeout(() => fail(`not ready within ${START_TIMEOUT_MS / 1000} s`), START_TIMEOUT_MS);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`exit code ${code}, see above`));
    createInterface({ input: child.stdout! }).once('line', (line) => {
      clearTimeout(timer);
      child.removeAllListeners('exit');
      resolve(ready.parse(JSON.parse(line)).urls);
    });
  });
}

/** The demo's surroundings: the twins instead of vendors, and their clock instead of the wall's. */
export async function sandboxSurroundings(config: Config, options: SandboxOptions, url: string): Promise<Surroundings> {
  const webhooks = {
    toast: { url: `${url}/webhooks/toast`, secret: WEBHOOK_SECRET },
    service: { url: `${url}/webhooks/service`, secret: SERVICE_WEBHOOK_SECRET },
    sevenrooms: { url: `${url}/webhooks/sevenrooms`, secret: WEBHOOK_SECRET },
    typeform: { url: `${url}/webhooks/typeform`, secret: WEBHOOK_SECRET },
    klaviyo: { url: `${url}/webhooks/klaviyo`, secret: WEBHOOK_SECRET },
    square: { url: `${url}/webhooks/square`, secret: WEBHOOK_SECRET },
  };
  const sandbox = await openSandbox({ ...options, webhooks });
  return {
    config: { ...config, ...embedded(sandbox.urls, url), writeBack: { ...config.writeBack, mode: 'live' } },
    clock: sandboxClock(sandbox.urls.sandbox),
    addresses: Object.entries(sandbox.urls).map(([name, url]) => `${name.padEnd(9)} ${url}`),
    close: () => sandbox.close(),
  };
}

function embedded(urls: SandboxProcess['urls'], url: string): Pick<Config, 'venues' | 'upstreams'> {
  const { venues, upstreams } = configSchema.parse(sandboxConfig(urls, url));
  return { venues, upstreams };
}

/** As a config file would say it. `url`: where our own server listens; null: Square, who signs that, sends nothing. */
export function sandboxConfig(urls: SandboxProcess['urls'], url: string | null = null) {
  const polled = { pollSeconds: POLL_SECONDS, requestsPerSecond: REQUESTS_PER_SECOND, since: HISTORY };
  const toast = { baseUrl: urls.toast, ...TOAST_CREDENTIALS, webhookSecret: WEBHOOK_SECRET, ...polled };
  const service = {
    ...{ baseUrl: urls.service, apiKey: SERVICE_API_KEY, webhookSecret: SERVICE_WEBHOOK_SECRET },
    ...{ ...polled, since: SERVICE_HISTORY },
  };
  const sevenrooms = {
    ...{ baseUrl: urls.sevenrooms, ...SEVENROOMS_CREDENTIALS, venueGroupId: SEVENROOMS_GROUP },
    ...{ webhookSecret: WEBHOOK_SECRET, ...polled, since: SEVENROOMS_HISTORY },
  };
  const typeform = {
    ...{ baseUrl: urls.typeform, accessToken: TYPEFORM_ACCESS_TOKEN, forms: Object.values(TYPEFORM_FORMS) },
    ...{ webhookSecret: WEBHOOK_SECRET, ...polled, since: SURVEYS_HISTORY },
  };
  const klaviyo = {
    ...{ baseUrl: urls.klaviyo, apiKey: KLAVIYO_API_KEY, webhookSecret: WEBHOOK_SECRET },
    ...{ ...polled, since: MAIL_HISTORY },
  };
  const square = {
    ...{ baseUrl: urls.square, accessToken: SQUARE_ACCESS_TOKEN, ...polled },
    ...(url === null ? {} : { webhookSignatureKey: WEBHOOK_SECRET, webhookUrl: `${url}/webhooks/square` }),
  };
  return { venues: SANDBOX_VENUES, upstreams: { service, sevenrooms, toast, typeform, klaviyo, square } };
}

/** Asks the sandbox at most every 100 ms; in between, what it said last. */
function sandboxClock(url: string): Clock {
  let said = { now_ms: 0, asked_ms: Number.NEGATIVE_INFINITY };
  return {
    async now_ms() {
      if (performance.now() - said.asked_ms < CLOCK_STALE_MS) return said.now_ms;
      const asked_ms = performance.now();
      const response = await request(`${url}/clock`, { headersTimeout: 5_000, bodyTimeout: 5_000 });
      const { now_ms } = clockSays.parse(await response.body.json());
      said = { now_ms: Math.max(now_ms, said.now_ms), asked_ms };
      return said.now_ms;
    },
  };
}
