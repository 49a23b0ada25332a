import type { AnySource, Decoded } from '../runtime/types.ts';
import type { Delivery } from '../schemas/generated/types.ts';

/** All that the pipeline knows of a vendor. An upstream's folder exports one function that makes this from its config. */
export interface Upstream {
  readonly name: string;
  readonly sources: readonly AnySource[];
  readonly webhook: Webhook | null;
  /** Null: its profiles cannot be written. */
  readonly profiles: ProfileWriter | null;
  /** Absent: it is told of nothing. */
  readonly events?: EventWriter;
  /**
   * One line each for `doctor`: credentials, reachability, venues; with `writes` whether profiles may be written. Never
   * throws.
   */
  check(writes?: boolean): Promise<readonly Check[]>;
  close(): Promise<void>;
}

export interface Check {
  readonly what: string;
  readonly ok: boolean;
  /** What to do about it, when it is not. No secrets. */
  readonly mend?: string;
}

export interface WebhookRequest {
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  /** The wall's time. */
  readonly now_ms: number;
}

/** What a delivery is, found out without any I/O. */
export type Admission =
  | { readonly kind: 'admitted'; readonly delivery: Delivery }
  | { readonly kind: 'unauthorized'; readonly reason: string }
  | { readonly kind: 'malformed'; readonly reason: string };

export interface Webhook {
  /** Signature over the raw bytes in constant time, signed time, then the envelope: its kind and id. */
  admit(request: WebhookRequest): Admission;
  /**
   * What the delivery tells, fetching what a thin event points to. Throws a Failure: `retry` keeps the delivery and
   * comes again, `poison` makes it a dead letter.
   */
  resolve(delivery: Delivery, signal: AbortSignal): Promise<readonly Decoded[]>;
}

/** Writes guests' profiles, and reads one at a time. Set semantics: a write that is repeated changes nothing more. */
export interface ProfileWriter {
  /** Throws a Failure where it may have come to nothing, or to all: it is to be tried again. */
  write(client_id: string, changes: ProfileChanges, signal: AbortSignal): Promise<ProfileAnswer>;
  /** The profile as it is now. Throws a Failure as `write` does. */
  read(client_id: string, signal: AbortSignal): Promise<ProfileAnswer>;
}

export interface ProfileTag {
  readonly group: string;
  readonly tag: string;
}

export interface ProfileChanges {
  /** Replaced by name. */
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  readonly added: readonly ProfileTag[];
  readonly removed: readonly ProfileTag[];
}

/** `refused`: never, as it is. */
export type ProfileAnswer =
  | { readonly kind: 'taken'; readonly http_status: number; readonly profile: ProfileNow | null }
  | { readonly kind: 'refused'; readonly http_status: number; readonly reason: string };

/** A profile as the upstream shows it, in the form of `guest_profiles`. */
export interface ProfileNow {
  readonly version: number;
  readonly tags: string | null;
  readonly custom_fields: string | null;
}

/** Tells an upstream of what happened here, so that it can act on it. */
export interface EventWriter {
  /**
   * An event that is told again under its id is the same event. Throws a Failure where it may have come to nothing, or to
   * all: it is to be tried again.
   */
  write(event: OwnEvent, signal: AbortSignal): Promise<EventAnswer>;
}

export interface OwnEvent {
  /** Of the event, for ever. */
  readonly id: string;
  /** As the upstream's users know it, like `Survey Requested`. */
  readonly name: string;
  /** Whom it happened to. */
  readonly email: string;
  /** Epoch ms. */
  readonly occurred_at: number;
  /** What is null is left out. */
  readonly properties: Readonly<Record<string, string | number | null>>;
}

/** `refused`: never, as it is. */
export type EventAnswer =
  | { readonly kind: 'taken'; readonly http_status: number }
  | { readonly kind: 'refused'; readonly http_status: number; readonly reason: string };
