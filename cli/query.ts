import type { Settings } from '../runtime/config/load.ts';
import type { Queries } from '../runtime/duckdb/query.ts';
import { askBeside, besideWith } from './beside.ts';
import { argument, type Command, defineCommand, option } from './command.ts';
import { formats, piece, type ResultWriter } from './query/result.ts';
import { answerQuestion, type Question } from './query/serve.ts';
import { resultWriter } from './query/writers.ts';
import { anyText, decimal, instanceName, oneOf } from './values.ts';
import { whenFree } from './when-free.ts';

export interface QueryParts {
  /** The component that has the warehouse open while a pipeline runs. */
  readonly sink: string;
  /** Opens the warehouse of the config for reading, where no pipeline has it open. */
  open(settings: Settings, instance: string | undefined): Promise<OpenedWarehouse>;
}

export interface OpenedWarehouse {
  readonly queries: Pick<Queries, 'query'>;
  close(): void;
}

export function queryCommand({ sink, open }: QueryParts): Command {
  return defineCommand({
    name: 'query',
    summary: 'read-only SQL on the warehouse, also while a pipeline writes it',
    description:
      'Runs one statement of DuckDB SQL that reads, and sees all that the sink has committed. It cannot write, touch ' +
      'files or change settings. JSON is an array of objects, instants are ISO-8601 in UTC.',
    examples: [
      'regulars query "SELECT guest_id, currency, spend_90d_minor FROM guest_spend ORDER BY 3 DESC LIMIT 10"',
      'regulars query "FROM loyalty_changes" --format csv > loyalty.csv',
      'regulars query "SHOW TABLES" --format json',
    ],
    arguments: { sql: argument('SQL', 'one statement, in quotes', anyText) },
    options: {
      format: option('--format FORMAT', 'table, csv or json', oneOf(...formats), 'table'),
      timeout: option('--timeout SECONDS', 'how long it may take', decimal(0.001, 86_400), 60),
      instance: option('--instance NAME', 'the warehouse of that instance', instanceName),
    },
    json: true,
    async run({ sql, format, timeout, instance }, { settings, output, signal, json }) {
      const writer = resultWriter(json ? 'json' : format, output);
      const question = { sql, timeout_ms: timeout * 1000, signal };
      await whenFree(signal, async () => {
        const beside = await besideWith(settings.dataDir, sink, instance);
        if (beside === undefined) return askHere({ sink, open }, { settings, instance }, question, writer);
        const onItem = (item: unknown) => take(item, writer);
        return askBeside(beside, 'query', { sql, timeout_ms: question.timeout_ms }, { signal, onItem });
      });
      writer.end();
      return undefined;
    },
  });
}

async function askHere(
  { open }: QueryParts,
  { settings, instance }: { readonly settings: Settings; readonly instance: string | undefined },
  question: Question,
  writer: ResultWriter,
): Promise<void> {
  const { queries, close } = await open(settings, instance);
  try {
    await answerQuestion(queries, question, writer);
  } finally {
    close();
  }
}

function take(item: unknown, writer: ResultWriter): void {
  const taken = piece.parse(item);
  if ('columns' in taken) writer.columns(taken.columns);
  else writer.rows(taken.rows);
}
