import { produced } from '../../runtime/produced.ts';
import type { Decoded, Origin } from '../../runtime/types.ts';
import type { Topic } from '../../schemas/topics.ts';
import { Unreadable } from './fields.ts';

/** No id of any vendor's comes near it. */
export const LONGEST_ID = 200;

/** Null for all but a text of a decent length. */
export function idIn(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_ID ? value : null;
}

/** Undefined where it is no JSON. */
export function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

export interface Reading<T> {
  readonly topic: Topic<T>;
  readonly upstream: string;
  readonly origin: Origin;
  /** What a dead letter keeps; asked for only where there is one. */
  payload(): Buffer;
  /** Throws an Unreadable. */
  read(): { readonly value: T; readonly event_time_ms: number | null };
}

/** The record that is read, or a refusal that names the path and what was expected there, never a value. */
export function recordOrRefusal<T>({ topic, upstream, origin, payload, read }: Reading<T>): Decoded {
  try {
    const { value, event_time_ms } = read();
    return produced(topic, value, event_time_ms, origin);
  } catch (error) {
    return refusal(error, { upstream, origin, payload });
  }
}

/** Throws what is no Unreadable on. */
export function refusal(
  error: unknown,
  { upstream, origin, payload }: Pick<Reading<never>, 'upstream' | 'origin' | 'payload'>,
): Decoded {
  if (!(error instanceof Unreadable)) throw error;
  const { reason, message: detail } = error;
  return { kind: 'refused', reason, detail, upstream, payload: payload(), origin };
}
