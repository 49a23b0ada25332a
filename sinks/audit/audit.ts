import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Codec } from '../../runtime/codec/codec.ts';
import type { Database } from '../../runtime/duckdb/database.ts';
import { rowsOf } from '../../runtime/duckdb/rows.ts';
import type { Log } from '../../runtime/log/types.ts';
import { storedTables } from '../../schemas/tables.ts';
import { type Cut, type Cutting, cutAt, marksOf, positionsOf } from './cut.ts';
import { checkGuests } from './guests.ts';
import { checkIdentity } from './identity.ts';
import { SINK } from './ledger.ts';
import { Motion } from './motion.ts';
import { checkPatches, type WrittenBack } from './patches.ts';
import { checkRecomputed, type Recomputation } from './recomputed.ts';
import { refusalsOn } from './refusals.ts';
import type { AuditCheck, AuditReport, DeadLetterCount } from './report.ts';
import { allPassed, type Stage, TELL_EVERY_MS, type Waiting } from './stages.ts';
import { checkTables } from './tables.ts';

export interface AuditOptions extends Cutting, Waiting {
  readonly log: Log;
  readonly codec: Codec;
  readonly signal: AbortSignal;
  /** The warehouse's. */
  readonly database: Database;
  /** The processors, in the order of the data. */
  readonly processors: readonly Stage[];
  readonly recomputation: Recomputation;
  /** Null: nothing is. */
  readonly writtenBack: WrittenBack | null;
  /** Those that can be asked what they have served. */
  readonly upstreams: readonly AuditedUpstream[];
}

/** An upstream that can tell what it has served: compared with what its topic holds. */
export interface AuditedUpstream {
  readonly name: string;
  check(signal: AbortSignal): Promise<AuditCheck>;
}

/** How often a moment is looked for at which nothing is under way. */
const ATTEMPTS = 5;

/**
 * Proves that the log, the warehouse and a recomputation in SQL agree, at one moment: see docs/audit.md. Throws Failure
 * `lagging` when a stage does not come along by the deadline, which is for the waiting: the comparing ends when it is
 * done, or aborted. Never writes to the warehouse.
 */
export async function audit(options: AuditOptions): Promise<AuditReport> {
  const connection = await options.database.connect();
  const temp_folder = mkdtempSync(join(tmpdir(), 'regulars-audit-'));
  try {
    const cut = await settledCut(options, connection);
    return await reportOn(options, { cut, connection, temp_folder });
  } finally {
    await connection.run('ROLLBACK').catch(() => {});
    connection.closeSync();
    rmSync(temp_folder, { recursive: true, force: true });
  }
}

/** Leaves the connection in the transaction that the cut is of. */
async function settledCut(options: AuditOptions, connection: DuckDBConnection): Promise<Cut> {
  const stages = [...options.processors, sinkStage(connection)];
  const { now_ms, deadline_ms } = options;
  const began_ms = now_ms();
  await allPassed(stages, options);
  for (let attempt = 1; ; attempt++) {
    const marks = await marksOf(options);
    await allPassed(stages, options);
    await connection.run('BEGIN TRANSACTION READ ONLY');
    const cut = await cutAt(marks, connection, options);
    const late = now_ms() - began_ms >= (deadline_ms - began_ms) / 2;
    if (cut.moving === 0 || attempt === ATTEMPTS || late) return cut;
    await connection.run('ROLLBACK');
  }
}

function sinkStage(connection: DuckDBConnection): Stage {
  return {
    name: SINK,
    inputs: storedTables.map(({ topic }) => topic.name),
    async positions(topic) {
      const all = [...(await positionsOf(connection))].map(([at, offset]) => [at.split('/'), offset] as const);
      return new Map(
        all.filter(([[name]]) => name === topic).map(([[, partition], offset]) => [Number(partition), offset]),
      );
    },
    rebuilding: async () => false,
  };
}

interface At {
  readonly cut: Cut;
  readonly connection: DuckDBConnection;
  readonly temp_folder: string;
}

async function reportOn(options: AuditOptions, { cut, connection, temp_folder }: At): Promise<AuditReport> {
  const { log, codec, signal, processors, recomputation, upstreams } = options;
  const tell = telling(options);
  const refusals = await refusalsOn(log, codec, signal);
  const motion = new Motion(
    cut,
    refusals,
    processors.map(({ name }) => name),
  );
  const checks: AuditCheck[] = await checkTables({
    log,
    codec,
    signal,
    connection,
    cut,
    refusals,
    temp_folder,
    motion,
    tell,
  });
  await tell('comparing guests and checks');
  const moving = await motion.moving(connection, recomputation.guestOf);
  checks.push(...(await checkIdentity(connection, recomputation.guestOf, moving)));
  checks.push(...(await checkGuests(connection, recomputation, moving)));
  await tell('comparing with spend, visits and loyalty computed anew');
  checks.push(...(await checkRecomputed(connection, recomputation, { cut, moving: moving.guests })));
  if (options.writtenBack !== null) {
    await tell('comparing profiles with the ledger of PATCHes');
    checks.push(await checkPatches(connection, options.writtenBack, moving));
  }
  for (const upstream of upstreams) checks.push(await upstream.check(signal));
  return { ok: checks.every(({ ok }) => ok), checks, dead_letters: await deadLetters(connection) };
}

/** Says what the audit is at, but not more often than is of use. */
function telling({ note, now_ms }: Pick<Waiting, 'note' | 'now_ms'>): (line: string) => Promise<void> {
  let told_ms = now_ms();
  return async (line) => {
    if (now_ms() - told_ms < TELL_EVERY_MS) return;
    told_ms = now_ms();
    await note(line);
  };
}

async function deadLetters(connection: DuckDBConnection): Promise<DeadLetterCount[]> {
  const rows = await rowsOf(
    connection,
    'SELECT stage, reason, count(*) AS n FROM main.dead_letters WHERE redriven_at IS NULL GROUP BY ALL ORDER BY ALL',
  );
  return rows.map(({ stage, reason, n }) => ({ stage: String(stage), reason: String(reason), records: Number(n) }));
}
