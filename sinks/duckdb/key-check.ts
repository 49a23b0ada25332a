import type { Column } from './columns/column.ts';
import { LongColumn } from './columns/numbers.ts';
import { TextColumn } from './columns/texts.ts';

const BAR = 0x7c;
const PERCENT = 0x25;
const ZERO = 0x30;
/** As many digits are a safe integer, whatever they are. */
const SAFE_DIGITS = 15;

interface Row {
  /** Columns of the key's parts; undefined: it is none. */
  readonly parts: readonly (Column | undefined)[];
  readonly row: number;
  /** Where the texts lie. */
  readonly bytes: Buffer;
}

/**
 * Whether `key` is that of the row, the last of its columns, as `keyOf` writes it. False too where that takes
 * more than a look: a part that is escaped, a number that is not plain.
 */
export function isPlainKey(key: Uint8Array, { parts, row, bytes }: Row): boolean {
  let at = 0;
  for (let i = 0; i < parts.length; i++) {
    if (i > 0 && key[at++] !== BAR) return false;
    const part = parts[i];
    if (part instanceof TextColumn) at = afterText(key, at, bytes, part.start(row), part.end(row));
    else if (part instanceof LongColumn) at = afterNumber(key, at, part.last);
    else return false;
    if (at < 0) return false;
  }
  return at === key.length;
}

/** Where the text ends in the key, or -1 where the key has another one there. */
function afterText(key: Uint8Array, at: number, bytes: Buffer, start: number, end: number): number {
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    if (byte !== key[at++] || byte === BAR || byte === PERCENT) return -1;
  }
  return at;
}

function afterNumber(key: Uint8Array, at: number, value: number): number {
  const start = at;
  let read = 0;
  for (; at < key.length && key[at] !== BAR; at++) {
    const digit = key[at]! - ZERO;
    if (digit < 0 || digit > 9) return -1;
    read = read * 10 + digit;
  }
  const digits = at - start;
  const plain = digits > 0 && digits <= SAFE_DIGITS && (digits === 1 || key[start] !== ZERO);
  return plain && read === value ? at : -1;
}
