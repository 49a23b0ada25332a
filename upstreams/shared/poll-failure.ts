import { Failure, failureOf } from '../../runtime/failures.ts';

/** Of a poll: a request that the upstream finds wrong would be wrong again, and there is no one record to put aside. */
export function pollFailure(error: unknown): Failure {
  const failure = failureOf(error);
  if (failure.kind !== 'poison') return failure;
  return new Failure('fatal', failure.reason, { message: failure.message, cause: failure });
}
