/**
 * READ FIRST: the whole pipeline as a value. Kafka is the only way from one stage to the next.
 *
 *   upstreams ──▶ orders ──────────────▶ payers ─────────────────────────────────▶ members ──▶ _guest_orders ──▶ spend ──▶ guest_spend …
 *   (polled,                     _order_links │ └─ _reservation_orders ─▶ seatings ─▲ ▲  └──▶ guest_identities
 *    webhooks,  reservation_events ─▶ bookings ─── _reservations ────────▶    │     │ └─ _identity_decisions
 *    files)       ▲ └ versions ◀── _reservation_versions                      │     │
 *               guest_profiles ──────────────────────────────────────▶ clients ─────┘
 *
 *   spend ──▶ guest_spend, loyalty_changes ─▶ enrichment ─▶ _profile_wants ─▶ patches ─▶ profile_patches
 *   members ─▶ _guest_members ────────────────▲                guest_profiles ─▲
 *
 *   profile_patches ─▶ profile-patches ──PATCH──▶ upstreams      (writeBack.mode live)
 *                          └─ _patch_outcomes ─▶ patches
 *
 *   every table topic ──▶ duckdb ──▶ SQL, dashboard
 */
import { bookings } from './processors/bookings.ts';
import { clients } from './processors/clients.ts';
import { enrichment } from './processors/enrichment.ts';
import { members } from './processors/members.ts';
import { patches } from './processors/patches.ts';
import { payers } from './processors/payers.ts';
import { seatings } from './processors/seatings.ts';
import type { SpendSettings } from './processors/settings.ts';
import { spend } from './processors/spend.ts';
import { versions } from './processors/versions.ts';
import type { HumanEdits } from './processors/write-back/differences.ts';
import { namesIn, shownBy, wantedBy } from './processors/write-back/names.ts';
import type { Config } from './runtime/config/schema.ts';
import type { AnyProcessor } from './runtime/types.ts';
import { upstreamOf } from './schemas/keys.ts';
import type { Shown } from './schemas/patch-fields.ts';
import type { WrittenNames } from './schemas/written-names.ts';
import { service } from './upstreams/service/service.ts';
import { sevenrooms } from './upstreams/sevenrooms/sevenrooms.ts';
import { businessDateAt, UNKNOWN_VENUE, type VenueClock } from './upstreams/shared/business-date.ts';
import type { ToastDeps } from './upstreams/toast/config.ts';
import { toast } from './upstreams/toast/toast.ts';
import type { ProfileNow, Upstream } from './upstreams/types.ts';

/** What an upstream is given besides its config. */
export type UpstreamDeps = ToastDeps;

/** The upstreams that the config names. A vendor is one line. */
export function upstreamsOf({ upstreams, venues }: Config, deps: UpstreamDeps): readonly Upstream[] {
  return [
    ...(upstreams.service === undefined ? [] : [service(upstreams.service, venues, deps)]),
    ...(upstreams.sevenrooms === undefined ? [] : [sevenrooms(upstreams.sevenrooms, venues, deps)]),
    ...(upstreams.toast === undefined ? [] : [toast(upstreams.toast, venues, deps)]),
  ];
}

/** What processors go by: a part of the config. */
export interface Processing {
  readonly enrichment: SpendSettings;
  readonly venues: readonly (VenueClock & { readonly id: string })[];
  readonly writeBack: {
    readonly mode: 'plan' | 'live' | 'off';
    readonly humanEdits: HumanEdits;
    readonly names: WrittenNames;
  };
}

/** Upstreams whose profiles can be written. */
const WRITABLE = ['sevenrooms'] as const;

/** Those of the config, with the most requests per second that it grants them. */
export function writableIn({ upstreams }: Pick<Config, 'upstreams'>): ReadonlyMap<string, number> {
  const granted = WRITABLE.map((name) => [name, upstreams[name]?.requestsPerSecond] as const);
  return new Map(granted.flatMap(([name, rate]) => (rate === undefined ? [] : [[name, rate]])));
}

/** In the order of the data. */
export function processorsOf({ enrichment: settings, venues, writeBack }: Processing): readonly AnyProcessor[] {
  const { mode, ...how } = writeBack;
  const writing = mode === 'off' ? [] : [enrichment(), patches({ ...how, upstreams: WRITABLE })];
  const known = new Map(venues.map((venue) => [venue.id, venue]));
  const dateOf = (venue_id: string, at_ms: number) => businessDateAt(at_ms, known.get(venue_id) ?? UNKNOWN_VENUE);
  return [versions(), bookings(dateOf), payers(), seatings(), clients(), members(), spend(settings), ...writing];
}

/** The fields of a profile that are ours, as the ledger names them. */
export function profileFields(names: WrittenNames): readonly string[] {
  return namesIn(names);
}

/** Whether it is a profile that can be written. */
export function isWritable(client_id: string): boolean {
  return (WRITABLE as readonly string[]).includes(upstreamOf(client_id));
}

/** What a row of `wantsSql` says that its profile should show of ours, as the ledger of patches says it. */
export function profileWants(names: WrittenNames, row: Readonly<Record<string, unknown>>): Shown {
  const texts = Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value === null ? '' : String(value)]),
  );
  return wantedBy(names, texts, { spend_tier: texts.spend_tier_tag ?? '', loyalty: texts.loyalty_tag ?? '' });
}

/** What a profile shows of ours, as the ledger of patches says it. */
export function profileShows(
  names: WrittenNames,
  { custom_fields, tags }: Pick<ProfileNow, 'custom_fields' | 'tags'>,
): Shown {
  return shownBy(names, custom_fields, tags);
}

/** Every component, in the order of the data; `--only` takes its name or its role. */
export const components = [
  { name: 'webhooks', role: 'producer' },
  { name: 'sources', role: 'producer' },
  { name: 'deliveries', role: 'producer' },
  { name: 'clock', role: 'producer' },
  { name: 'versions', role: 'processor' },
  { name: 'bookings', role: 'processor' },
  { name: 'payers', role: 'processor' },
  { name: 'seatings', role: 'processor' },
  { name: 'clients', role: 'processor' },
  { name: 'members', role: 'processor' },
  { name: 'spend', role: 'processor' },
  { name: 'enrichment', role: 'processor' },
  { name: 'patches', role: 'processor' },
  { name: 'profile-patches', role: 'sink' },
  { name: 'duckdb', role: 'sink' },
] as const;

export type ComponentName = (typeof components)[number]['name'];
