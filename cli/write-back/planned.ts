import type { ProfilePatch } from '../../schemas/generated/types.ts';
import { upstreamOf } from '../../schemas/keys.ts';
import { type Changes, changesIn } from '../../schemas/patch-fields.ts';
import { SLACK } from '../../upstreams/shared/budget.ts';
import { patches } from './report.ts';
import type { WriteBackTold } from './told.ts';

/** Where a record lies that brought a change about. */
export interface Cause {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

export interface PlannedPatch {
  readonly patch_id: string;
  readonly guest_id: string;
  readonly client_id: string;
  /** `sent`: it is under way. */
  readonly status: string;
  readonly created_at: string;
  readonly fields: Changes;
  readonly causes: readonly Cause[];
}

export interface Sending {
  readonly upstream: string;
  readonly patches: number;
  /** Null: the config grants it none. */
  readonly requests_per_second: number | null;
  /** At least: one request each, as fast as the limit allows, nothing else asked of the upstream. */
  readonly seconds: number | null;
}

export interface Plan {
  readonly mode: string;
  readonly patches: readonly PlannedPatch[];
  readonly sending: readonly Sending[];
}

export function planOf({ mode, requests_per_second }: WriteBackTold, open: readonly ProfilePatch[]): Plan {
  const numbers = new Map<string, number>();
  for (const { client_id } of open) {
    const upstream = upstreamOf(client_id);
    numbers.set(upstream, (numbers.get(upstream) ?? 0) + 1);
  }
  const sending = [...numbers].map(([upstream, patches]) => {
    const rate = requests_per_second[upstream] ?? null;
    const seconds = rate === null ? null : Math.ceil((patches * SLACK) / rate);
    return { upstream, patches, requests_per_second: rate, seconds };
  });
  return { mode, patches: open.map(plannedOf), sending };
}

function plannedOf({ patch_id, guest_id, client_id, status, created_at, fields, causes }: ProfilePatch): PlannedPatch {
  const at = new Date(created_at).toISOString();
  // Only this product writes the ledger.
  const because = JSON.parse(causes) as readonly Cause[];
  return { patch_id, guest_id, client_id, status, created_at: at, fields: changesIn(fields), causes: because };
}

/** Each profile with its fields below it, then what it comes to. */
export function planLines({ mode, patches: planned, sending }: Plan): string[] {
  if (planned.length === 0) return ['nothing is planned: every profile shows what it should, as far as the log tells'];
  const next = mode === 'live' ? 'in writeBack.mode "live" the pipeline sends them' : 'to send them: regulars apply';
  return [...planned.flatMap(patchLines), ...sending.map(sendingLine), next];
}

function patchLines({ client_id, guest_id, status, fields, causes }: PlannedPatch): string[] {
  const width = Math.max(...Object.keys(fields).map((field) => field.length));
  const changes = Object.entries(fields).map(
    ([field, { before, after, unseen }]) =>
      `  ${field.padEnd(width)}  ${unseen === true ? '(not known)' : shown(before)} → ${shown(after)}`,
  );
  const because = causes.map(({ topic, partition, offset }) => `${topic}/${partition}@${offset}`);
  return [
    `${client_id} (${guest_id})${status === 'sent' ? ', under way' : ''}`,
    ...changes,
    ...(because.length === 0 ? [] : [`  because of ${because.join(', ')}`]),
  ];
}

function shown(text: string): string {
  return text === '' ? '(empty)' : text;
}

function sendingLine({ upstream, patches: number, requests_per_second: rate, seconds }: Sending): string {
  if (seconds === null) return `${patches(number)} for ${upstream}, which the config does not name`;
  const limit = `${rate} ${rate === 1 ? 'request' : 'requests'} a second`;
  return `${patches(number)} for ${upstream}: at least ${inWords(seconds)} at ${limit}, one request each; polls share that limit and let PATCHes go first, webhooks' fetches do not`;
}

function inWords(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const some = parts.filter(([number]) => number > 0).map(([number, unit]) => `${number} ${unit}`);
  return some.length === 0 ? '0 s' : some.join(' ');
}
