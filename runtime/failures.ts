/**
 * What is to be done about something that went wrong, decided once and totally where it happened.
 *
 * - `retry`: it heals by itself; nothing was committed, try again after `after_ms` (absent: back-off of the caller).
 * - `poison`: this one input is bad and will stay bad; dead letter, go on.
 * - `fenced`: another process holds the role now; drop what is in memory and rejoin.
 * - `fatal`: unknown, or somebody must act. Nothing was committed; a restart is safe.
 */
export type FailureKind = 'retry' | 'poison' | 'fenced' | 'fatal';

export class Failure extends Error {
  override readonly name = 'Failure';
  readonly kind: FailureKind;
  /** Stable, lower_snake, without guest data or secrets. */
  readonly reason: string;
  readonly after_ms: number | undefined;
  /** Where it was an answer's. */
  readonly http_status: number | undefined;

  constructor(
    kind: FailureKind,
    reason: string,
    details: { message?: string; after_ms?: number; http_status?: number; cause?: unknown } = {},
  ) {
    super(details.message ?? reason, { cause: details.cause });
    this.kind = kind;
    this.reason = reason;
    this.after_ms = details.after_ms;
    this.http_status = details.http_status;
  }
}

/** The failure in it, else a fatal one that wraps it: the unknown is fatal. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new Failure('fatal', 'unexpected', { message, cause: error });
}
