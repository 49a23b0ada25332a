import { normaliseEmail } from '../../schemas/email.ts';
import { isObject, Unreadable } from '../../upstreams/shared/fields.ts';
import { dayOf, instantOf } from '../../upstreams/shared/instants.ts';

/** A row as a reader gives it: texts from CSV, JSON values from JSON and Parquet. Absent, null and '' are "empty". */
export type RawRow = Readonly<Record<string, unknown>>;

/** The systems whose ids begin with their name. */
const upstreams = new Set(
  'toast square sevenrooms service typeform medallia klaviyo mailchimp opentable resy file'.split(' '),
);

const LONGEST_TEXT = 10_000;
const LONGEST_ID = 400;

/** The cells of one row. Every method throws {@link Unreadable} with the column's name and what was expected there. */
export class Cells {
  readonly #row: RawRow;
  readonly #path: string;

  constructor(row: RawRow, path = '') {
    this.#row = row;
    this.#path = path;
  }

  names(): string[] {
    return Object.keys(this.#row);
  }

  text(name: string): string {
    const text = this.textOrNull(name);
    if (text === null) throw this.#bad(name, 'missing', 'expected, but empty');
    return text;
  }

  textOrNull(name: string, most = LONGEST_TEXT): string | null {
    const value = this.#value(name);
    if (value === null) return null;
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      throw this.#bad(name, 'wrong_type', 'a text expected');
    }
    const text = String(value).trim();
    if (text.length > most) throw this.#bad(name, 'out_of_range', `at most ${most} characters expected`);
    return text === '' ? null : text;
  }

  /** A whole number in digits. */
  integerOrNull(name: string, { least = 0, most = Number.MAX_SAFE_INTEGER } = {}): number | null {
    const text = this.textOrNull(name);
    if (text === null) return null;
    if (!/^-?\d+$/.test(text)) throw this.#bad(name, 'wrong_type', 'a whole number expected');
    const number = Number(text);
    if (number < least || number > most) throw this.#bad(name, 'out_of_range', `${least} to ${most} expected`);
    return number;
  }

  integer(name: string, range?: { readonly least?: number; readonly most?: number }): number {
    const number = this.integerOrNull(name, range);
    if (number === null) throw this.#bad(name, 'missing', 'expected, but empty');
    return number;
  }

  numberOrNull(name: string): number | null {
    const text = this.textOrNull(name);
    if (text === null) return null;
    const number = Number(text);
    if (!Number.isFinite(number)) throw this.#bad(name, 'wrong_type', 'a number expected');
    return number;
  }

  /** Epoch milliseconds of an ISO 8601 instant with an offset; a blank may stand for the T. */
  instantOrNull(name: string): number | null {
    const text = this.textOrNull(name);
    if (text === null) return null;
    const at_ms = instantOf(text.replace(/^(\d{4}-\d{2}-\d{2}) /, '$1T'));
    if (at_ms === null) throw this.#bad(name, 'wrong_type', 'an ISO 8601 instant with an offset expected');
    return at_ms;
  }

  instant(name: string): number {
    const at_ms = this.instantOrNull(name);
    if (at_ms === null) throw this.#bad(name, 'missing', 'expected, but empty');
    return at_ms;
  }

  /** Days since 1970 of YYYY-MM-DD. */
  dayOrNull(name: string): number | null {
    const text = this.textOrNull(name);
    if (text === null) return null;
    const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
    const days = dayOf(Number(year), Number(month), Number(day));
    if (days === null) throw this.#bad(name, 'wrong_type', 'a day YYYY-MM-DD expected');
    return days;
  }

  /** YYYY-MM-DD, or --MM-DD where the year is not known. */
  birthdayOrNull(name: string): string | null {
    const text = this.textOrNull(name);
    if (text === null) return null;
    const [, year, month, day] = /^(\d{4}|-)-(\d{2})-(\d{2})$/.exec(text) ?? [];
    // 2000 has a 29th of February.
    if (dayOf(year === '-' ? 2000 : Number(year), Number(month), Number(day)) !== null) return text;
    throw this.#bad(name, 'wrong_type', 'YYYY-MM-DD or --MM-DD expected');
  }

  flagOrNull(name: string): boolean | null {
    const text = this.textOrNull(name)?.toLowerCase();
    if (text === undefined) return null;
    if (text === 'true' || text === 'false') return text === 'true';
    throw this.#bad(name, 'wrong_type', 'true or false expected');
  }

  /** Normalised. */
  emailOrNull(name: string): string | null {
    const text = this.textOrNull(name);
    if (text === null) return null;
    const email = normaliseEmail(text);
    if (email === null) throw this.#bad(name, 'no_email', 'an e-mail address expected');
    return email;
  }

  oneOf<T extends string>(name: string, values: readonly T[], otherwise: T): T {
    const text = this.textOrNull(name);
    const found = text === null ? otherwise : values.find((value) => value === text);
    if (found === undefined) throw this.#bad(name, 'unknown_value', `${values.join(', ')} expected`);
    return found;
  }

  /** With the prefix of `upstream`, unless it begins with it. */
  id(name: string, upstream: string): string {
    const text = this.textOrNull(name, LONGEST_ID);
    if (text === null) throw this.#bad(name, 'missing', 'expected, but empty');
    return text.startsWith(`${upstream}:`) ? text : `${upstream}:${text}`;
  }

  /** The id of something that another system may know: one that begins with the name of any is kept. */
  referenceOrNull(name: string, upstream: string): string | null {
    const text = this.textOrNull(name, LONGEST_ID);
    if (text === null) return null;
    const prefix = text.slice(0, Math.max(0, text.indexOf(':')));
    return upstreams.has(prefix) || prefix === upstream ? text : `${upstream}:${text}`;
  }

  /** A name of a system, in small letters. */
  upstream(): string {
    const text = this.textOrNull('upstream') ?? 'file';
    if (!/^[a-z][a-z0-9_-]{0,39}$/.test(text)) {
      throw this.#bad('upstream', 'unknown_value', 'a name in small letters expected');
    }
    return text;
  }

  /** JSON, written as a text or given as it is; back as a text. */
  jsonOrNull(name: string, is: 'object' | 'list'): string | null {
    const json = this.#json(name);
    if (json === null) return null;
    if (is === 'object' ? isObject(json) : Array.isArray(json)) return JSON.stringify(json);
    throw this.#bad(name, 'wrong_type', `JSON, ${is === 'object' ? 'an object' : 'a list'}, expected`);
  }

  /** The objects of a JSON list; null where the cell is empty. Names in them beside `known` are refused. */
  rowsOrNull(name: string, known: readonly string[]): Cells[] | null {
    const json = this.#json(name);
    if (json === null) return null;
    if (!Array.isArray(json)) throw this.#bad(name, 'wrong_type', 'JSON, a list of objects, expected');
    return json.map((one: unknown, i) => {
      if (!isObject(one)) throw this.#bad(`${name}[${i}]`, 'wrong_type', 'an object expected');
      const cells = new Cells(one, `${name}[${i}]`);
      const unknown = cells.names().find((key) => !known.includes(key));
      if (unknown !== undefined) throw cells.#bad(unknown, 'unknown_column', `one of ${known.join(', ')} expected`);
      return cells;
    });
  }

  bad(name: string, reason: string, expected: string): Unreadable {
    return this.#bad(name, reason, expected);
  }

  #json(name: string): unknown {
    const value = this.#value(name);
    if (typeof value !== 'string') return value;
    if (value.trim() === '') return null;
    try {
      return JSON.parse(value);
    } catch {
      throw this.#bad(name, 'no_json', 'JSON expected');
    }
  }

  #value(name: string): unknown {
    return (Object.hasOwn(this.#row, name) ? this.#row[name] : null) ?? null;
  }

  #bad(name: string, reason: string, expected: string): Unreadable {
    return new Unreadable(reason, this.#path === '' ? name : `${this.#path}.${name}`, expected);
  }
}
