import { existsSync } from 'node:fs';
import { z } from 'zod';
import { inDataDir, type Settings } from '../runtime/config/load.ts';
import { openDataDir, stateFolder } from '../runtime/data-dir/layout.ts';
import { openWarehouse, type Warehouse } from '../sinks/duckdb/warehouse.ts';
import { askBeside, besideWith } from './beside.ts';
import { type Check, fine, wrong } from './checks/check.ts';
import { piece } from './query/result.ts';
import { answerQuestion } from './query/serve.ts';
import type { OpenedWarehouse } from './query.ts';

/** The component that has the warehouse open while a pipeline runs. */
export const SINK = 'duckdb';
/** Of a command that has the warehouse to itself for a moment. */
const MEMORY_BYTES = 512 * 1024 * 1024;

/** Where the warehouse of the config, or of an instance, lies. */
export function warehousePath(settings: Settings, instance?: string): string {
  const dataDir = stateFolder(openDataDir(settings.dataDir), instance);
  return inDataDir({ ...settings, dataDir }, settings.config.warehouse.path);
}

/**
 * Opens it where no pipeline has it open; with empty tables where there is none yet. Failure `warehouse_locked` while
 * another process has it.
 */
export async function openForReading(settings: Settings, instance?: string): Promise<OpenedWarehouse> {
  const path = warehousePath(settings, instance);
  const warehouse: Warehouse = await openWarehouse({ path, memory_bytes: MEMORY_BYTES });
  return { queries: warehouse, close: () => warehouse.close() };
}

/** Venues of orders, and questions of surveys with how many answers each has. */
const SEEN = `FROM (SELECT 'venue' AS kind, venue_id AS "name", count(*)::INTEGER AS n FROM orders GROUP BY ALL ORDER BY ALL LIMIT 1000)
  UNION ALL FROM (SELECT 'question', "name", count(*)::INTEGER
                    FROM (SELECT unnest(json_keys(answers)) AS "name" FROM survey_responses) GROUP BY ALL ORDER BY ALL LIMIT 100)`;
const TIMEOUT_MS = 15_000;
const ids = z.array(z.string());

/**
 * Whether it can be opened, what its orders tell of venues that neither the config knows nor the pipeline that runs (the
 * demo's are its own), and which answers of surveys no rule of the config says a place for.
 */
export async function checkWarehouse(settings: Settings, signal: AbortSignal): Promise<readonly Check[]> {
  const path = warehousePath(settings);
  const beside = await besideWith(settings.dataDir, SINK);
  if (beside === undefined && !existsSync(path))
    return [fine(`warehouse: ${path}, not there yet; it comes with the first run`)];
  const seen: Seen[] = [];
  let theirs: readonly string[] = [];
  const rows = (all: readonly (readonly unknown[])[]) =>
    void seen.push(...all.map(([kind, name, n]) => ({ kind: String(kind), name: String(name), n: Number(n) })));
  const question = { sql: SEEN, timeout_ms: TIMEOUT_MS };
  if (beside === undefined) {
    const { queries, close } = await openForReading(settings);
    await answerQuestion(queries, { ...question, signal }, { columns() {}, rows }).finally(close);
  } else {
    const onItem = (item: unknown) => {
      const taken = piece.parse(item);
      if ('rows' in taken) rows(taken.rows);
    };
    await askBeside(beside, 'query', question, { signal, onItem });
    theirs = ids.parse(await askBeside(beside, 'venues', {}, { signal }));
  }
  return [
    fine(`warehouse: ${path}`),
    ...unknownVenues([...settings.config.venues.map(({ id }) => id), ...theirs], seen),
    ...unplacedAnswers(settings, seen),
  ];
}

interface Seen {
  readonly kind: string;
  readonly name: string;
  readonly n: number;
}

/** They stay in `survey_responses`. */
function unplacedAnswers({ config }: Settings, seen: readonly Seen[]): Check[] {
  const placed = config.enrichment.fieldMap.map(({ when }) => when.question);
  return seen
    .filter(({ kind, name }) => kind === 'question' && !placed.includes(name))
    .map(({ name, n }) => fine(`survey question ${name}: ${n} answered it, and enrichment.fieldMap gives it no place`));
}

function unknownVenues(known: readonly string[], seen: readonly Seen[]): Check[] {
  return seen
    .filter(({ kind, name }) => kind === 'venue' && !known.includes(name))
    .map(({ name: id }) =>
      wrong(
        `venue ${id}: has orders, but the config does not know it`,
        'add it to venues: its business dates are in UTC now',
      ),
    );
}
