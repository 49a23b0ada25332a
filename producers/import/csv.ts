import type { DuckDBConnection } from '@duckdb/node-api';
import { rowsOf } from '../../runtime/duckdb/rows.ts';
import { Failure } from '../../runtime/failures.ts';
import { type BadRow, beginOf, quoted, type Read } from './format.ts';

/**
 * Reads a CSV with a header into a table of texts. The header decides what separates cells (of `,` `;` tab and `|` the
 * one it has most of); DuckDB's own guessing looks at the rows too, and a few bad ones mislead it.
 */
export async function readCsv(connection: DuckDBConnection, path: string, table: string): Promise<Read> {
  const header = beginOf(path).split(/\r?\n|\r/, 1)[0]!;
  const delimiter = delimiterOf(header);
  const columns = header.split(delimiter).map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .replaceAll('""', '"')
      .trim(),
  );
  if (header.trim() === '') throw new Failure('poison', 'unreadable_file', { message: 'it has no header' });
  const twice = columns.find((name, i) => columns.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new Failure('poison', 'unreadable_file', { message: `it has two columns ${JSON.stringify(twice)}` });
  }
  const types = columns.map((name) => `${quoted(name)}: 'VARCHAR'`).join(', ');
  await connection.run(
    `CREATE TABLE ${table} AS SELECT * FROM read_csv(${quoted(path)}, auto_detect = false, header = true,
       columns = {${types}}, delim = ${quoted(delimiter)}, quote = '"', escape = '"', max_line_size = 16777216,
       store_rejects = true, rejects_limit = 0)`,
  );
  return { columns, bad: await rejects(connection), values: (row) => row };
}

function delimiterOf(header: string): string {
  const count = (delimiter: string) => header.split(delimiter).length;
  return [',', ';', '\t', '|'].reduce((best, next) => (count(next) > count(best) ? next : best));
}

/** Rows that are no rows of this table: too few or too many cells, quotes that do not end, bytes that are no UTF-8. */
async function rejects(connection: DuckDBConnection): Promise<BadRow[]> {
  const rows = await rowsOf(
    connection,
    `SELECT line, any_value(csv_line) AS text, min(lower(error_type::VARCHAR)) AS detail
       FROM reject_errors GROUP BY line ORDER BY line`,
  );
  await connection.run('DROP TABLE reject_errors');
  await connection.run('DROP TABLE reject_scans');
  // DuckDB counts the header as line 1.
  return rows.map(({ line, text, detail }) => ({
    row: Number(line) - 1,
    detail: String(detail),
    text: String(text ?? '').replace(/^\r?\n/, ''),
  }));
}
