/**
 * READ FIRST: the whole pipeline as a value. Kafka is the only way from one stage to the next.
 *
 *   upstreams  ──▶ orders ──▶ payers ──▶ _member_orders ──▶ members ──▶ _guest_orders ──▶ spend ──▶ guest_spend …
 *   (polled, webhooks, files)              _identity_decisions ─┘  └──▶ guest_identities
 *
 *   every table topic ──▶ duckdb ──▶ SQL, dashboard
 */
import { members } from './processors/members.ts';
import { payers } from './processors/payers.ts';
import { spend } from './processors/spend.ts';
import type { Config } from './runtime/config/schema.ts';
import type { AnyProcessor } from './runtime/types.ts';
import type { ToastDeps } from './upstreams/toast/config.ts';
import { toast } from './upstreams/toast/toast.ts';
import type { Upstream } from './upstreams/types.ts';

/** What an upstream is given besides its config. */
export type UpstreamDeps = ToastDeps;

/** The upstreams that the config names. A vendor is one line. */
export function upstreamsOf({ upstreams, venues }: Config, deps: UpstreamDeps): readonly Upstream[] {
  return [...(upstreams.toast === undefined ? [] : [toast(upstreams.toast, venues, deps)])];
}

export function processorsOf({ enrichment }: Config): readonly AnyProcessor[] {
  return [payers(), members(), spend(enrichment)];
}

/** Every component, in the order of the data; `--only` takes its name or its role. */
export const components = [
  { name: 'webhooks', role: 'producer' },
  { name: 'sources', role: 'producer' },
  { name: 'deliveries', role: 'producer' },
  { name: 'clock', role: 'producer' },
  { name: 'payers', role: 'processor' },
  { name: 'members', role: 'processor' },
  { name: 'spend', role: 'processor' },
  { name: 'duckdb', role: 'sink' },
] as const;

export type ComponentName = (typeof components)[number]['name'];
