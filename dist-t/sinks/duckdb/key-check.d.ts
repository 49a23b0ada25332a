import { type Column } from './columns.ts';
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
export declare function isPlainKey(key: Uint8Array, { parts, row, bytes }: Row): boolean;
export {};
