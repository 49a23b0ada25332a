import { SANDBOX_VENUES, type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import { SQUARE_ACCESS_TOKEN } from '../../../sandbox/square/account.ts';
import type { GuestProfile, Order } from '../../../schemas/generated/types.ts';
import type { UpstreamDeps } from '../../../upstreams/shared/deps.ts';
import type { SquareConfig } from '../../../upstreams/square/config.ts';
import { square } from '../../../upstreams/square/square.ts';
import type { Upstream } from '../../../upstreams/types.ts';

export const ANCHOR_MS = Date.parse('2026-11-20T18:00:00Z');

export const HOOK = { key: 'signature-key', url: 'https://regulars.example.com/webhooks/square' };

export function configFor(baseUrl: string, changes: Partial<SquareConfig> = {}): SquareConfig {
  return {
    baseUrl,
    accessToken: SQUARE_ACCESS_TOKEN,
    webhookSignatureKey: HOOK.key,
    webhookUrl: HOOK.url,
    pollSeconds: 1,
    requestsPerSecond: 1000,
    since: { kind: 'ago', months: 13, ms: 0 },
    ...changes,
  };
}

export function depsFor(changes: Partial<UpstreamDeps> = {}): UpstreamDeps {
  return { log: { info: () => undefined }, metrics: { upstreamCall: () => undefined }, now: Date.now, ...changes };
}

export function squareOf(sandbox: Sandbox, deps: Partial<UpstreamDeps> = {}): Upstream {
  return square(configFor(sandbox.urls.square), SANDBOX_VENUES, depsFor(deps));
}

/** Square's restaurant with so many orders, and hardly anything besides. */
export function startTwin(squareOrders: number, { speed = 0 }: { speed?: number } = {}): Promise<Sandbox> {
  const clock = { anchor_ms: ANCHOR_MS, speed, historyOnly: speed === 0 };
  return startSandbox({ orders: 50, guests: 200, squareOrders, ...clock });
}

export interface OrderTruth {
  readonly order_id: string;
  readonly venue: string;
  readonly currency: string;
  readonly state: string;
  readonly version_ms: number;
  readonly closed_at_ms: number | null;
  readonly business_date: string | null;
  readonly net_minor: number;
  readonly tax_minor: number;
  readonly tip_minor: number;
  readonly customer_id: string | null;
  readonly email: string | null;
}

export interface CustomerTruth {
  readonly customer_id: string;
  readonly version_ms: number;
  readonly email: string | null;
}

/** What the twin knows to be true, as of now. */
export const ordersTruth = (sandbox: Sandbox) => truths<OrderTruth>(sandbox, 'orders');
export const customersTruth = (sandbox: Sandbox) => truths<CustomerTruth>(sandbox, 'customers');

async function truths<T>(sandbox: Sandbox, about: string): Promise<T[]> {
  const answer = await fetch(`${sandbox.urls.sandbox}/truth/${about}?twin=square`);
  const lines = (await answer.text()).trim().split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}

/** Square's sources produce orders and profiles. */
export function identity(value: unknown): { readonly key: string; readonly version: number } {
  const { order_id, client_id, version } = value as Partial<Order> & Partial<GuestProfile>;
  return { key: order_id ?? client_id!, version: version! };
}

export async function trouble(sandbox: Sandbox, faults: object): Promise<void> {
  await fetch(`${sandbox.urls.sandbox}/faults`, { method: 'POST', body: JSON.stringify({ square: faults }) });
}
