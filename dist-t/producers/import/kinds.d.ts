import type { Origin, Produced } from '../../runtime/types.ts';
import { type ImportKind } from '../../schemas/import-columns.ts';
import { type AnyTopic } from '../../schemas/topics.ts';
import type { ImportContext } from './context.ts';
import type { Row } from './row.ts';
/** What a file can hold. */
export interface Kind {
    readonly name: ImportKind;
    readonly topic: AnyTopic;
    /** Without these nothing can be made of a row. */
    readonly required: readonly string[];
    readonly columns: readonly string[];
    /** Throws an Unreadable where the row is wrong. */
    read(row: Row, context: ImportContext, origin: Origin): Produced;
}
export declare const kinds: Readonly<Record<ImportKind, Kind>>;
