import type { DuckDBConnection } from '@duckdb/node-api';
import { rowsOf } from '../../runtime/duckdb/rows.ts';
import { isObject } from '../../upstreams/shared/fields.ts';
import { beginOf, quoted, type Read } from './format.ts';

/**
 * Reads a list of objects, or one object a line, into a table of their texts: what they hold is judged row by row. A
 * line that is no JSON is a bad row; a list that is none cannot be read at all.
 */
export async function readJson(connection: DuckDBConnection, path: string, table: string): Promise<Read> {
  const format = formatOf(path);
  const ignoring = format === 'newline_delimited' ? ', ignore_errors = true' : '';
  await connection.run(
    `CREATE TABLE ${table} AS SELECT json::VARCHAR AS "text" FROM read_json_objects(${quoted(path)}, format = '${format}',
       maximum_object_size = 33554432${ignoring})`,
  );
  const keys = await rowsOf(
    connection,
    `SELECT DISTINCT unnest(json_keys("text")) AS key FROM ${table} WHERE json_type("text") = 'OBJECT' ORDER BY 1`,
  );
  return {
    columns: keys.map(({ key }) => String(key)),
    bad: [],
    values({ text }) {
      if (typeof text !== 'string') return 'no JSON';
      const value: unknown = JSON.parse(text);
      return isObject(value) ? value : 'not an object';
    },
  };
}

function formatOf(path: string): 'newline_delimited' | 'array' | 'unstructured' {
  if (/\.(ndjson|jsonl)(\.gz)?$/i.test(path)) return 'newline_delimited';
  const begin = beginOf(path).trimStart();
  if (begin.startsWith('[')) return 'array';
  const [line = '', ...more] = begin.split('\n', 2);
  return more.length === 0 || isJson(line) ? 'newline_delimited' : 'unstructured';
}

function isJson(text: string): boolean {
  try {
    return JSON.parse(text) !== undefined;
  } catch {
    return false;
  }
}
