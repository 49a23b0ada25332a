/**
 * Letters. An id is the stage and where it found what it refuses: the same refused again, after a crash, a redelivery
 * or in a replay, is the same letter, and two stages that refuse the same write one each.
 */
import { createHash } from 'node:crypto';
import type { DeadLetter, Delivery } from '../schemas/generated/types.ts';
import type { Refused } from './types.ts';

/** Why something is refused. Neither part holds guest data. */
export interface Cause {
  /** Stable, lower_snake. */
  readonly reason: string;
  readonly detail?: string | undefined;
}

export interface At {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** A record of the log that `stage` refused. */
export function refusedRecord(
  stage: string,
  at: At,
  payload: Buffer,
  cause: Cause,
  upstream: string | null = null,
): DeadLetter {
  return {
    ...letter(stage, payload, cause),
    id: `${stage}|${at.topic}|${at.partition}|${at.offset}`,
    upstream,
    topic: at.topic,
    partition: at.partition,
    offset: at.offset,
  };
}

/** A delivery that nothing could be made of: its body. The same delivery sent again is the same dead letter. */
export function refusedDelivery(stage: string, delivery: Delivery, at: At, cause: Cause): DeadLetter {
  const { upstream, body, delivery_id } = delivery;
  return { ...refusedRecord(stage, at, body, cause, upstream), id: `${stage}|delivery|${delivery_id}` };
}

/**
 * Something an upstream or a file sent that no record could be made of. Its id holds a digest of the bytes, so that a
 * row that every poll finds again is one dead letter; a row of a file has the file and its number instead.
 */
export function refusedInput(stage: string, refused: Refused): DeadLetter {
  return { ...letter(stage, refused.payload, refused), id: idOf(stage, refused), upstream: refused.upstream };
}

/** A record that was well formed but may not go to `topic`; the payload is what would have been its value. */
export function refusedValue(
  stage: string,
  upstream: string | null,
  value: { readonly topic: string; readonly key: string; readonly payload: Buffer },
  cause: Cause,
): DeadLetter {
  const id = `${stage}|${value.topic}|${value.key}`;
  return { ...letter(stage, value.payload, cause), id, upstream, topic: value.topic };
}

function idOf(stage: string, { origin, payload }: Refused): string {
  if (origin.kind === 'file') return `${stage}|${origin.file}|${origin.row}`;
  const digest = createHash('sha256').update(payload).digest('hex').slice(0, 16);
  return origin.kind === 'delivery' ? `${stage}|delivery|${origin.delivery_id}|${digest}` : `${stage}|${digest}`;
}

function letter(stage: string, payload: Buffer, cause: Cause): DeadLetter {
  return {
    id: '',
    stage,
    upstream: null,
    topic: null,
    partition: null,
    offset: null,
    reason: cause.reason,
    detail: cause.detail ?? null,
    payload,
    received_at: Date.now(),
    redriven_at: null,
  };
}
