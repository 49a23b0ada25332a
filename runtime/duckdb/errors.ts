import { Failure, type FailureKind } from '../failures.ts';

/**
 * DuckDB's error classes, told by how their messages begin, and what is to be done. Anything else is fatal.
 * `poison`: the statement or its data is at fault; the same again fails again. `retry`: the machine is at fault.
 */
const classes: readonly (readonly [prefix: string, kind: FailureKind, reason: string])[] = [
  ['Parser Error', 'poison', 'invalid_sql'],
  ['Syntax Error', 'poison', 'invalid_sql'],
  ['Binder Error', 'poison', 'invalid_sql'],
  ['Catalog Error', 'poison', 'invalid_sql'],
  ['Parameter Not Resolved Error', 'poison', 'invalid_sql'],
  ['Parameter Not Allowed Error', 'poison', 'invalid_sql'],
  ['Mismatch Type Error', 'poison', 'invalid_value'],
  ['Conversion Error', 'poison', 'invalid_value'],
  ['Constraint Error', 'poison', 'invalid_value'],
  ['Invalid Input Error', 'poison', 'invalid_value'],
  ['Invalid type Error', 'poison', 'invalid_value'],
  ['Invalid Error', 'poison', 'invalid_value'],
  ['Out of Range Error', 'poison', 'invalid_value'],
  ['Not implemented Error', 'poison', 'not_implemented'],
  ['Permission Error', 'poison', 'refused'],
  ['Out of Memory Error', 'retry', 'out_of_memory'],
  ['IO Error', 'retry', 'io'],
  ['TransactionContext Error', 'retry', 'transaction'],
  // An appender leaves the class out.
  ['Failed to append: could not allocate', 'retry', 'out_of_memory'],
  ['Failed to append: failed to allocate', 'retry', 'out_of_memory'],
  ['Failed to append: failed to pin', 'retry', 'out_of_memory'],
  ['Failed to append: failed to offload', 'retry', 'out_of_memory'],
  ['INTERRUPT Error', 'retry', 'interrupted'],
];

/** The failure that an error of DuckDB is. Its message may hold values: for the person at the terminal, not for logs. */
export function duckdbFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const message = error instanceof Error ? error.message : String(error);
  const known = classes.find(([prefix]) => message.startsWith(prefix));
  const [, kind, reason] = known ?? ['', 'fatal' as const, 'duckdb'];
  return new Failure(kind, reason, { message, cause: error });
}
