import { basename } from 'node:path';
import type { ImportFile } from '../producers/import/file.ts';
import { type Imported, importFile } from '../producers/import/import.ts';
import { type Kind, kinds } from '../producers/import/kinds.ts';
import { lookInto, openReader } from '../producers/import/open.ts';
import { type Problem, UsageProblems } from '../runtime/config/problems.ts';
import type { Database } from '../runtime/duckdb/database.ts';
import { importKinds } from '../schemas/import-columns.ts';
import { argument, type Context, defineCommand, flag, manyArguments } from './command.ts';
import { openCounting } from './counting.ts';
import { type Opened, openDryLog, openLogOf } from './import/log.ts';
import { tellImported } from './import/told.ts';
import { filePath, oneOf } from './values.ts';

export interface ImportParts {
  /** The log that is published to. */
  open(context: Context): Promise<Opened>;
}

export function importCommand({ open }: ImportParts) {
  return defineCommand({
    name: 'import',
    summary: 'publishes orders, guests, reservations or surveys from files',
    description:
      'Publishes the rows of CSV, JSON and Parquet files to the topics of the live feeds. A running pipeline takes them ' +
      'up, else the next one does. All files are looked through first: with an unknown or missing column nothing is ' +
      'published. A row that is wrong becomes a dead letter with its number, and the rest goes on. The same file again ' +
      'publishes the same keys: nothing counts twice.',
    examples: [
      'regulars import orders orders-2025.csv orders-2026.parquet',
      'regulars import guests guests.json --dry-run',
    ],
    arguments: {
      kind: argument('KIND', importKinds.join(', '), oneOf(...importKinds)),
      files: manyArguments('FILE', '.csv, .tsv, .json, .jsonl, .ndjson or .parquet', filePath),
    },
    options: { dryRun: flag('--dry-run', 'read and check everything, publish nothing') },
    json: true,
    async run({ kind, files, dryRun }, context) {
      const reader = await openReader();
      try {
        const looked = await lookIntoAll(reader, files, kinds[kind]);
        const { imported, through } = await importAll(looked, kinds[kind], dryRun ? openDryLog : open, context);
        tellImported(context, { kind, imported, through, dryRun });
      } finally {
        reader.close();
      }
      return undefined;
    },
  });
}

export const importToLog = importCommand({ open: openLogOf });

/** All of them, or everything that is wrong with any. */
async function lookIntoAll(reader: Database, paths: readonly string[], kind: Kind): Promise<ImportFile[]> {
  const files: ImportFile[] = [];
  const problems: Problem[] = twice(paths);
  for (const path of new Set(paths)) {
    const looked = await lookInto(reader, path, kind);
    if ('file' in looked) files.push(looked.file);
    else problems.push(...looked.problems);
  }
  if (problems.length > 0) throw new UsageProblems(problems);
  return files;
}

/** Dead letters tell files apart by their names without folders. */
function twice(paths: readonly string[]): Problem[] {
  const names = paths.map((path) => basename(path));
  const again = paths.filter((path, i) => names.indexOf(basename(path)) !== i);
  return again.map((path) => ({
    key: path,
    value: 'a second file of that name',
    legal: 'files with names of their own: dead letters are known by file name and row',
  }));
}

async function importAll(files: readonly ImportFile[], kind: Kind, open: ImportParts['open'], context: Context) {
  const { settings, output, signal } = context;
  const { log, codec, close } = await open(context);
  const total = files.reduce((sum, { rows }) => sum + rows, 0);
  const counting = openCounting(output, { what: 'import', unit: 'rows', total });
  const imported: Imported[] = [];
  try {
    for (const file of files) {
      if (signal.aborted) break;
      const before = imported.reduce((sum, { rows }) => sum + rows, 0);
      const progress = (rows: number) => counting.at(before + rows);
      const venues = settings.config.venues;
      imported.push(await importFile(file, { kind, log, codec, signal, progress, venues }));
    }
  } catch (error) {
    throw interrupted(error, counting.done);
  } finally {
    counting.close();
    await close();
  }
  return { imported, through: imported.reduce((sum, { rows }) => sum + rows, 0) === total };
}

function interrupted(error: unknown, rows: number): Error {
  const message = error instanceof Error ? error.message : String(error);
  const said = `${message}; ${rows} rows are published: the same command again goes on, and counts nothing twice`;
  return new Error(said, { cause: error });
}
