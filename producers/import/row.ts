import type { Json } from '../../runtime/duckdb/values.ts';
import { Unreadable } from '../../upstreams/shared/fields.ts';
import { dayOf, instantOf } from '../../upstreams/shared/instants.ts';

/** Characters of a text that a column may hold. */
const LONGEST_TEXT = 10_000;
export const LONGEST_ID = 200;

export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * One row, or one object inside of a JSON column, read column by column. Cells of a CSV file are texts; those of JSON
 * and Parquet have types of their own; both are taken. Empty (absent, null, blanks alone) is "not there". What is
 * there and wrong is an {@link Unreadable} that names the column, never the value.
 */
export class Row {
  readonly #cells: Readonly<Record<string, Json>>;
  readonly #path: string;

  constructor(cells: Readonly<Record<string, Json>>, path = '') {
    this.#cells = cells;
    this.#path = path;
  }

  names(): string[] {
    return Object.keys(this.#cells);
  }

  has(name: string): boolean {
    return this.#cell(name) !== undefined;
  }

  textOrNull(name: string, longest = LONGEST_TEXT): string | null {
    const cell = this.#cell(name);
    if (cell === undefined) return null;
    const text = typeof cell === 'number' && Number.isSafeInteger(cell) ? String(cell) : cell;
    if (typeof text !== 'string') throw this.wrong(name, 'wrong_type', 'a text expected');
    if (text.length > longest) throw this.wrong(name, 'out_of_range', `at most ${longest} characters expected`);
    return text;
  }

  text(name: string, longest = LONGEST_TEXT): string {
    return this.#there(name, this.textOrNull(name, longest));
  }

  integerOrNull(name: string, { from, to }: Range): number | null {
    const cell = this.#cell(name);
    if (cell === undefined) return null;
    const number = typeof cell === 'string' && /^[+-]?\d{1,20}$/.test(cell) ? Number(cell) : cell;
    if (typeof number !== 'number' || (!Number.isInteger(number) && Number.isFinite(number)))
      throw this.wrong(name, 'wrong_type', 'a whole number expected');
    if (!Number.isSafeInteger(number) || number < from || number > to)
      throw this.wrong(name, 'out_of_range', `a whole number from ${from} to ${to} expected`);
    // -0 is no number of ours.
    return number === 0 ? 0 : number;
  }

  integer(name: string, range: Range): number {
    return this.#there(name, this.integerOrNull(name, range));
  }

  numberOrNull(name: string): number | null {
    const cell = this.#cell(name);
    if (cell === undefined) return null;
    const number = typeof cell === 'string' && /^[+-]?\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell;
    if (typeof number !== 'number' || !Number.isFinite(number))
      throw this.wrong(name, 'wrong_type', 'a number expected');
    return number;
  }

  flagOrNull(name: string): boolean | null {
    const cell = this.#cell(name);
    if (cell === undefined || typeof cell === 'boolean') return cell ?? null;
    const flag = typeof cell === 'string' ? cell.toLowerCase() : '';
    if (flag !== 'true' && flag !== 'false') throw this.wrong(name, 'wrong_type', 'true or false expected');
    return flag === 'true';
  }

  /** Epoch milliseconds, never negative; what is finer is cut. */
  instantOrNull(name: string): number | null {
    const cell = this.#cell(name);
    if (cell === undefined) return null;
    const at_ms = typeof cell === 'string' ? instantOf(cell.replace(/^(\S{10}) (?=\d)/, '$1T')) : null;
    if (at_ms === null) throw this.wrong(name, 'wrong_type', 'an ISO 8601 instant with Z or an offset expected');
    if (at_ms < 0) throw this.wrong(name, 'out_of_range', 'an instant from 1970 on expected');
    return at_ms;
  }

  instant(name: string): number {
    return this.#there(name, this.instantOrNull(name));
  }

  /** Days since 1970-01-01. */
  dateOrNull(name: string): number | null {
    const cell = this.#cell(name);
    if (cell === undefined) return null;
    const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(typeof cell === 'string' ? cell : '') ?? [];
    const date = dayOf(Number(year), Number(month), Number(day));
    if (date === null) throw this.wrong(name, 'wrong_type', 'a date as YYYY-MM-DD expected');
    return date;
  }

  /** JSON as such, or as a text. */
  jsonOrNull(name: string): Json {
    const cell = this.#cell(name);
    if (typeof cell !== 'string') return cell ?? null;
    try {
      // What JSON.parse gives is JSON.
      return JSON.parse(cell) as Json;
    } catch {
      throw this.wrong(name, 'not_json', 'JSON expected');
    }
  }

  /** A JSON object, as it is written on the log. */
  objectOrNull(name: string): string | null {
    const value = this.jsonOrNull(name);
    if (value === null) return null;
    if (!isRecord(value)) throw this.wrong(name, 'wrong_type', 'a JSON object expected');
    return JSON.stringify(value);
  }

  /** The texts of a JSON array, none of them empty; null where it is not there. */
  textsOrNull(name: string, longest: number): string[] | null {
    const value = this.jsonOrNull(name);
    if (value === null) return null;
    const texts = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
    const whole = Array.isArray(value) && texts.length === value.length;
    if (!whole || texts.some((text) => text.trim() === '' || text.length > longest)) {
      throw this.wrong(name, 'wrong_type', 'a JSON array of texts expected');
    }
    return texts.map((text) => text.trim());
  }

  /** The objects of a JSON array; null where it is not there. */
  rowsOrNull(name: string): Row[] | null {
    const value = this.jsonOrNull(name);
    if (value === null) return null;
    if (!Array.isArray(value)) throw this.wrong(name, 'wrong_type', 'a JSON array expected');
    return value.map((item: Json, i) => {
      const path = `${this.#pathOf(name)}[${i}]`;
      if (!isRecord(item)) throw new Unreadable('wrong_type', path, 'a JSON object expected');
      return new Row(item, path);
    });
  }

  /** Refuses what is none of `known`. */
  only(known: readonly string[]): void {
    const unknown = this.names().find((name) => !known.includes(name));
    if (unknown !== undefined)
      throw new Unreadable('unknown_field', this.#path, `nothing but ${known.join(', ')} expected`);
  }

  wrong(name: string, reason: string, expected: string): Unreadable {
    return new Unreadable(reason, this.#pathOf(name), expected);
  }

  #cell(name: string): Exclude<Json, null> | undefined {
    const cell = Object.hasOwn(this.#cells, name) ? this.#cells[name] : undefined;
    const value = typeof cell === 'string' ? cell.trim() : cell;
    return value === '' || value === null ? undefined : value;
  }

  #there<T>(name: string, value: T | null): T {
    if (value === null) throw this.wrong(name, 'missing_field', 'expected, but empty');
    return value;
  }

  #pathOf(name: string): string {
    return this.#path === '' ? name : `${this.#path}.${name}`;
  }
}

export function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
