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
  /** Where the texts lie, and the key. */
  readonly bytes: Buffer;
}

/**
 * Whether the key from `start` to `end` is that of the row, the last of its columns, as `keyOf` writes it. False too where that takes
 * more than a look: a part that is escaped, a number that is not plain.
 */
export function isPlainKey({ parts, row, bytes }: Row, start: number, end: number): boolean {
  let at = start;
  for (let i = 0; i < parts.length; i++) {
    if (i > 0 && bytes[at++] !== BAR) return false;
    const part = parts[i];
    if (part instanceof TextColumn) at = afterText(bytes, at, part.start(row), part.end(row));
    else if (part instanceof LongColumn) at = afterNumber(bytes, at, end, part.last);
    else return false;
    if (at < 0 || at > end) return false;
  }
  return at === end;
}

/** Where the text from `start` to `end` ends in the key at `at`, or -1 where the key has another one there. */
function afterText(bytes: Buffer, at: number, start: number, end: number): number {
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    if (byte !== bytes[at++] || byte === BAR || byte === PERCENT) return -1;
  }
  return at;
}

function afterNumber(bytes: Buffer, from: number, end: number, value: number): number {
  let at = from;
  let read = 0;
  for (; at < end && bytes[at] !== BAR; at++) {
    const digit = bytes[at]! - ZERO;
    if (digit < 0 || digit > 9) return -1;
    read = read * 10 + digit;
  }
  const digits = at - from;
  const plain = digits > 0 && digits <= SAFE_DIGITS && (digits === 1 || bytes[from] !== ZERO);
  return plain && read === value ? at : -1;
}
