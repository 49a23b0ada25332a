import { SANDBOX_VENUES, type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import type { ToastConfig, ToastDeps } from '../../../upstreams/toast/config.ts';
import { toast } from '../../../upstreams/toast/toast.ts';
import type { Upstream } from '../../../upstreams/types.ts';
import { newFolder } from '../folder.ts';

/** As the contract of webhooks and polls has it: the twin's own words for its access. */
export function configFor(sandbox: Sandbox, changes: Partial<ToastConfig> = {}): ToastConfig {
  return {
    baseUrl: sandbox.urls.toast,
    clientId: 'sandbox',
    clientSecret: 'sandbox-secret',
    webhookSecret: 'secret',
    pollSeconds: 1,
    requestsPerSecond: 1000,
    since: { kind: 'ago', months: 13, ms: 0 },
    ...changes,
  };
}

export function depsFor(changes: Partial<ToastDeps> = {}): ToastDeps {
  return {
    dataDir: newFolder(),
    log: { info: () => undefined },
    metrics: { upstreamCall: () => undefined },
    now: Date.now,
    ...changes,
  };
}

export function toastOf(sandbox: Sandbox, config: Partial<ToastConfig> = {}, deps: Partial<ToastDeps> = {}): Upstream {
  return toast(configFor(sandbox, config), SANDBOX_VENUES, depsFor(deps));
}

export interface OrderTruth {
  readonly order_guid: string;
  readonly venue: string;
  readonly state: string;
  readonly version_ms: number;
  readonly closed_at_ms: number | null;
  readonly business_date: string;
  readonly covers: number | null;
  readonly currency: string;
  readonly net_minor: number;
  readonly tax_minor: number;
  readonly tip_minor: number;
  readonly checks: readonly {
    readonly check_guid: string;
    readonly email: string | null;
    readonly net_minor: number;
  }[];
}

/** What the twin knows to be true, as of now. */
export async function truthOf(sandbox: Sandbox): Promise<OrderTruth[]> {
  const answer = await fetch(`${sandbox.urls.sandbox}/truth/orders`);
  const lines = (await answer.text()).trim().split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}

export interface Counts {
  readonly requests: { readonly toast?: Readonly<Record<string, Readonly<Record<string, number>>>> };
  readonly 'toast.logins'?: number;
}

export async function countsOf(sandbox: Sandbox): Promise<Counts> {
  const answer = await fetch(`${sandbox.urls.sandbox}/counts`);
  // The sandbox's own endpoint, with these keys.
  return (await answer.json()) as Counts;
}

export { startSandbox };
