import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { SandboxOptions } from '../../sandbox/options.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';

/** A Friday afternoon in the restaurants. */
export const ANCHOR_MS = Date.parse('2026-11-20T23:30:00.000Z');
export const DAY_MS = 86_400_000;

export const SOHO = '5c1e3a52-6f0b-4d84-9b7e-0d1f5a8c2e01';
export const FULTON = '5c1e3a52-6f0b-4d84-9b7e-0d1f5a8c2e02';
export const LIBERTIES = '5c1e3a52-6f0b-4d84-9b7e-0d1f5a8c2e03';
export const RESTAURANTS = [SOHO, FULTON, LIBERTIES];

/** JSON as it came over the wire, to be looked into by name. */
export interface Json {
  // biome-ignore lint/suspicious/noExplicitAny: a test reads the vendor's JSON as the vendor writes it
  [name: string]: any;
}

export interface Visitor {
  readonly sandbox: Sandbox;
  get(path: string, restaurant?: string): Promise<Response>;
  /** All rows of a window of modified time, page after page, by the `next` links. */
  window(restaurant: string, from_ms: number, to_ms: number, page_size?: number): Promise<Json[]>;
  /** The truth of every order by GUID, and the moment that it is true of. */
  truth(at_ms?: number): Promise<{ at_ms: number; orders: Map<string, Json> }>;
  faults(toast: Json): Promise<Response>;
  counts(): Promise<Json>;
  logIn(): Promise<string>;
}

/** A small world, standing still at the anchor unless the options say otherwise, and a client that has logged in. */
export async function visit(options: SandboxOptions = {}): Promise<Visitor> {
  const sandbox = await startSandbox({ orders: 400, anchor_ms: ANCHOR_MS, historyOnly: true, ...options });
  const { urls } = sandbox;
  const logIn = async () => {
    const answer = await login(urls.toast);
    return String(((await answer.json()) as Json).token.accessToken);
  };
  const token = await logIn();
  const get = (path: string, restaurant = SOHO) =>
    fetch(path.startsWith('http') ? path : urls.toast + path, {
      headers: { authorization: `Bearer ${token}`, 'toast-restaurant-external-id': restaurant },
    });
  return {
    sandbox,
    logIn,
    get,
    async window(restaurant, from_ms, to_ms, page_size = 100) {
      const rows: Json[] = [];
      for (let url: string | null = bulk(from_ms, to_ms, page_size); url !== null; ) {
        const answer: Response = await get(url, restaurant);
        if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
        rows.push(...((await answer.json()) as Json[]));
        url = links(answer).next ?? null;
      }
      return rows;
    },
    async truth(at_ms) {
      const answer = await fetch(`${urls.sandbox}/truth/orders${at_ms === undefined ? '' : `?at_ms=${at_ms}`}`);
      const lines = (await answer.text()).split('\n').filter((line) => line !== '');
      const orders = lines.map((line) => JSON.parse(line) as Json);
      const asOf = Number(answer.headers.get('sandbox-at-ms'));
      return { at_ms: asOf, orders: new Map(orders.map((order) => [String(order.order_guid), order])) };
    },
    faults: (toast) => fetch(`${urls.sandbox}/faults`, { method: 'POST', body: JSON.stringify({ toast }) }),
    counts: async () => (await (await fetch(`${urls.sandbox}/counts`)).json()) as Json,
  };
}

export function login(toast: string, body: unknown = CREDENTIALS): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fetch(`${toast}/authentication/v1/authentication/login`, { method: 'POST', body: text });
}

export const CREDENTIALS = {
  clientId: 'sandbox',
  clientSecret: 'sandbox-secret',
  userAccessType: 'TOAST_MACHINE_CLIENT',
};

export function bulk(from_ms: number, to_ms: number, page_size = 100): string {
  const query = new URLSearchParams({
    startDate: toastDate(from_ms),
    endDate: toastDate(to_ms),
    pageSize: String(page_size),
  });
  return `/orders/v2/ordersBulk?${query}`;
}

export function toastDate(at_ms: number): string {
  return new Date(at_ms).toISOString().replace('Z', '+0000');
}

/** An RFC 5988 link header, by relation. */
export function links(answer: Response): Record<string, string> {
  const found = [...(answer.headers.get('link') ?? '').matchAll(/<([^>]+)>; rel="(\w+)"/g)];
  return Object.fromEntries(found.map((match) => [match[2], match[1]]));
}

/** Windows of at most 30 days that cover all that changed from a year before `to_ms` on. */
export function windowsBefore(to_ms: number): { from_ms: number; to_ms: number }[] {
  return Array.from({ length: 13 }, (_, month) => {
    const from_ms = to_ms - (13 - month) * 30 * DAY_MS;
    return { from_ms, to_ms: from_ms + 30 * DAY_MS };
  });
}

/** The members of a list by what they have in common. */
export function grouped<T, Key>(list: readonly T[], keyOf: (one: T) => Key): Map<Key, T[]> {
  const groups = new Map<Key, T[]>();
  for (const one of list) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}

/** Waits until a condition holds; fails after ten seconds, saying what it waited for. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const started = performance.now(); !(await holds()); await pause(10)) {
    if (performance.now() - started > 10_000) throw new Error(`waited 10 s until ${what}`);
  }
}

export interface Delivery {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly raw: Buffer;
  readonly body: Json;
  readonly at: number;
}

/** A receiver of webhooks that keeps what it got. `answer` decides the status; null never answers. */
export async function receiver(answer: (delivery: Delivery) => number | null = () => 200) {
  const got: Delivery[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(Buffer.from(part));
    const raw = Buffer.concat(parts);
    const delivery = { headers: request.headers, raw, body: JSON.parse(raw.toString()), at: performance.now() };
    got.push(delivery);
    const status = answer(delivery);
    if (status !== null) response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a listening TCP server's address
  return {
    url: `http://127.0.0.1:${port}/webhooks/toast`,
    got,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
