/**
 * READ FIRST: the whole pipeline as a value. Kafka is the only way from one stage to the next.
 *
 *   upstreams ──▶ orders ──────────────▶ payers ─────────────────────────────────▶ members ──▶ _guest_orders ──▶ spend ──▶ guest_spend …
 *   (polled,                     _order_links │ └─ _reservation_orders ─▶ seatings ─▲ ▲  └──▶ guest_identities
 *    webhooks,  reservation_events ─▶ bookings ─── _reservations ────────▶    │     │ └─ _identity_decisions
 *    files)       ▲ └ versions ◀── _reservation_versions                      │     │
 *               guest_profiles ──────────────────────────────────────▶ clients ─────┤
 *               survey_responses ──▶ answers ──── _client_answers ────────▲         │
 *                                       └──────── _member_answers ──────────────────┘
 *               email_engagement ──▶ members      (who wants no mail)
 *
 *   spend ──▶ guest_spend, loyalty_changes ─▶ enrichment ─▶ _profile_wants ─▶ patches ─▶ profile_patches
 *   members ─▶ _guest_members ────────────────▲                guest_profiles ─▲
 *
 *   profile_patches ─▶ profile-patches ──PATCH──▶ upstreams      (writeBack.mode live)
 *                          └─ _patch_outcomes ─▶ patches
 *
 *   every table topic ──▶ duckdb ──▶ SQL, dashboard
 */

import { type FieldRule, isLasting, type Place } from './processors/answers/places.ts';
import { answers } from './processors/answers.ts';
import { bookings } from './processors/bookings.ts';
import { clients } from './processors/clients.ts';
import { MAPPED } from './processors/enrichment/wants.ts';
import { enrichment } from './processors/enrichment.ts';
import { members } from './processors/members.ts';
import { type PatchesSettings, patches } from './processors/patches.ts';
import { payers } from './processors/payers.ts';
import { seatings } from './processors/seatings.ts';
import type { SpendSettings } from './processors/settings.ts';
import { spend } from './processors/spend.ts';
import { versions } from './processors/versions.ts';
import type { HumanEdits } from './processors/write-back/differences.ts';
import { namesIn, shownBy, wantedBy } from './processors/write-back/names.ts';
import type { SharedGroups } from './processors/write-back/shared-tags.ts';
import type { Config } from './runtime/config/schema.ts';
import type { AnyProcessor } from './runtime/types.ts';
import { upstreamOf } from './schemas/keys.ts';
import { type Shown, tagField } from './schemas/patch-fields.ts';
import type { WrittenNames } from './schemas/written-names.ts';
import { klaviyo } from './upstreams/klaviyo/klaviyo.ts';
import { service } from './upstreams/service/service.ts';
import { sevenrooms } from './upstreams/sevenrooms/sevenrooms.ts';
import { businessDateAt, UNKNOWN_VENUE, type VenueClock } from './upstreams/shared/business-date.ts';
import { square } from './upstreams/square/square.ts';
import type { ToastDeps } from './upstreams/toast/config.ts';
import { toast } from './upstreams/toast/toast.ts';
import { typeform } from './upstreams/typeform/typeform.ts';
import type { ProfileNow, Upstream } from './upstreams/types.ts';

/** What an upstream is given besides its config. */
export type UpstreamDeps = ToastDeps;

/** The upstreams that the config names. A vendor is one line. */
export function upstreamsOf({ upstreams, venues }: Config, deps: UpstreamDeps): readonly Upstream[] {
  return [
    ...(upstreams.klaviyo === undefined ? [] : [klaviyo(upstreams.klaviyo, deps)]),
    ...(upstreams.service === undefined ? [] : [service(upstreams.service, venues, deps)]),
    ...(upstreams.sevenrooms === undefined ? [] : [sevenrooms(upstreams.sevenrooms, venues, deps)]),
    ...(upstreams.toast === undefined ? [] : [toast(upstreams.toast, venues, deps)]),
    ...(upstreams.typeform === undefined ? [] : [typeform(upstreams.typeform, venues, deps)]),
    ...(upstreams.square === undefined ? [] : [square(upstreams.square, venues, deps)]),
  ];
}

/** What processors go by: a part of the config. */
export interface Processing {
  readonly enrichment: SpendSettings & { readonly fieldMap: readonly FieldRule[] };
  readonly venues: readonly (VenueClock & { readonly id: string })[];
  readonly writeBack: {
    readonly mode: 'plan' | 'live' | 'off';
    readonly humanEdits: HumanEdits;
    readonly names: WrittenNames;
  };
}

/** Upstreams whose profiles can be written. */
export const WRITABLE = ['sevenrooms'] as const;

/** Those of the config, with the most requests per second that it grants them. */
export function writableIn({ upstreams }: Pick<Config, 'upstreams'>): ReadonlyMap<string, number> {
  const granted = WRITABLE.map((name) => [name, upstreams[name]?.requestsPerSecond] as const);
  return new Map(granted.flatMap(([name, rate]) => (rate === undefined ? [] : [[name, rate]])));
}

/** In the order of the data. */
export function processorsOf(processing: Processing): readonly AnyProcessor[] {
  const { enrichment: settings, venues, writeBack } = processing;
  const known = new Map(venues.map((venue) => [venue.id, venue]));
  const dateOf = (venue_id: string, at_ms: number) => businessDateAt(at_ms, known.get(venue_id) ?? UNKNOWN_VENUE);
  const spending = [
    versions(),
    bookings(dateOf),
    payers(),
    seatings(),
    answers(),
    clients(),
    members(WRITABLE),
    spend(settings),
  ];
  return writeBack.mode === 'off'
    ? spending
    : [...spending, enrichment(settings.fieldMap), patches(writing(processing))];
}

function writing(processing: Naming & Pick<Processing, 'writeBack'>): PatchesSettings {
  const { humanEdits } = processing.writeBack;
  return { humanEdits, names: namesOf(processing), shared: sharedIn(processing), upstreams: WRITABLE };
}

/** What names fields and groups of profiles. */
export interface Naming {
  readonly enrichment: Pick<Processing['enrichment'], 'fieldMap'>;
  readonly writeBack: Pick<Processing['writeBack'], 'names'>;
}

/** Of all fields and groups that are written, those of the map of answers included. */
export function namesOf({ enrichment: { fieldMap }, writeBack: { names } }: Naming): WrittenNames {
  const places = placesIn(fieldMap);
  const fields = places.flatMap((place) => ('field' in place ? [[MAPPED + place.field, place.field] as const] : []));
  const groups = places.flatMap((place) => ('tag' in place ? [[MAPPED + place.tag, place.tag] as const] : []));
  return {
    fields: { ...names.fields, ...Object.fromEntries(fields) },
    groups: { ...names.groups, ...Object.fromEntries(groups) },
  };
}

function placesIn(rules: readonly FieldRule[]): readonly Place[] {
  return rules.flatMap(({ write }) => write);
}

/** Groups that are not ours alone: those that answers go to. */
export function sharedIn({ enrichment: { fieldMap } }: Naming): SharedGroups {
  const how = (place: Place) => (isLasting(place) ? 'lasting' : 'replaced');
  return Object.fromEntries(
    placesIn(fieldMap).flatMap((place) => ('tag' in place ? [[tagField(place.tag), how(place)] as const] : [])),
  );
}

/** The fields of a profile that are ours, as the ledger names them. */
export function profileFields(naming: Naming): readonly string[] {
  return namesIn(namesOf(naming));
}

/** Whether it is a profile that can be written. */
export function isWritable(client_id: string): boolean {
  return (WRITABLE as readonly string[]).includes(upstreamOf(client_id));
}

/** How the columns of tags end there. */
const TAG_COLUMN = '_tag';

/** What a row of `wantsSql` says that its profile should show of ours, as the ledger of patches says it. */
export function profileWants(names: WrittenNames, row: Readonly<Record<string, unknown>>): Shown {
  const texts = Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value === null ? '' : String(value)]),
  );
  const tags = Object.entries(texts).flatMap(([name, text]) => {
    return name.endsWith(TAG_COLUMN) ? [[name.slice(0, -TAG_COLUMN.length), text] as const] : [];
  });
  return wantedBy(names, texts, Object.fromEntries(tags));
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
  { name: 'answers', role: 'processor' },
  { name: 'clients', role: 'processor' },
  { name: 'members', role: 'processor' },
  { name: 'spend', role: 'processor' },
  { name: 'enrichment', role: 'processor' },
  { name: 'patches', role: 'processor' },
  { name: 'profile-patches', role: 'sink' },
  { name: 'duckdb', role: 'sink' },
] as const;

export type ComponentName = (typeof components)[number]['name'];
