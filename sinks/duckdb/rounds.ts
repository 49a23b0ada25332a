import type { LogRecord } from '../../runtime/log/types.ts';
import { entityOf, splitKey } from '../../schemas/keys.ts';
import type { StoredTable } from '../../schemas/tables.ts';

/** One record of a table's topic, decoded. */
export interface Entry {
  readonly table: StoredTable;
  readonly partition: number;
  readonly raw: LogRecord;
  readonly key: string;
  /** Null: a tombstone. */
  readonly value: Readonly<Record<string, unknown>> | null;
}

/** What is to become of the row with the key `k`: `v` takes its place, or it goes away (`g`). */
export interface Change {
  readonly k: string;
  readonly g: boolean;
  /** With `g`, of a table that keeps the highest version: the version that goes away. */
  readonly v: Readonly<Record<string, unknown>> | null;
}

/**
 * The changes that entries (in log order) come to, for one table. Inside a round the order does not matter: a row has
 * either one value or tombstones only; rounds are applied one after the other.
 */
export function roundsOf(table: StoredTable, entries: readonly Entry[]): Change[][] {
  return table.keeps === 'latest' ? [latestOf(entries)] : versionedRounds(entries);
}

function latestOf(entries: readonly Entry[]): Change[] {
  const last = new Map<string, Change>();
  for (const { key, value } of entries) last.set(key, { k: key, g: value === null, v: value });
  return [...last.values()];
}

/** A tombstone takes away the version it names, so what was put before it and what comes after it stay apart. */
function versionedRounds(entries: readonly Entry[]): Change[][] {
  const rounds: Change[][] = [];
  let puts = new Map<string, Change>();
  let gone: Change[] = [];
  let goneKeys = new Set<string>();
  const close = () => {
    if (puts.size + gone.length > 0) rounds.push([...puts.values(), ...gone]);
    puts = new Map();
    gone = [];
    goneKeys = new Set();
  };
  for (const { key, value } of entries) {
    const k = entityOf(key);
    if (value === null ? puts.has(k) : goneKeys.has(k)) close();
    if (value === null) {
      gone.push({ k, g: true, v: { version: Number(splitKey(key).at(-1)) } });
      goneKeys.add(k);
    } else if (isNewer(value, puts.get(k)?.v)) puts.set(k, { k, g: false, v: value });
  }
  close();
  return rounds;
}

function isNewer(value: Change['v'], than: Change['v'] | undefined): boolean {
  return than === undefined || Number(value?.version) >= Number(than?.version);
}
