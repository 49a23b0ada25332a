import type { Codec } from '../../runtime/codec/codec.ts';
import type { Log } from '../../runtime/log/types.ts';
import { type Clock } from '../../runtime/sources/clock-port.ts';
import type { ImportContext, Warning } from './context.ts';
import { type ImportFile } from './file.ts';
import type { Kind } from './kinds.ts';
export declare const STAGE = "import";
export interface Importing extends Pick<ImportContext, 'venues'> {
    readonly kind: Kind;
    readonly log: Log;
    readonly codec: Codec;
    readonly clock?: Clock;
    readonly signal: AbortSignal;
    /** Rows of the file that are published. */
    progress?(rows: number): void;
}
/** What became of one file. */
export interface Imported {
    readonly file: string;
    readonly rows: number;
    readonly published: number;
    readonly dead_letters: number;
    /** Dead letters by reason. */
    readonly reasons: Readonly<Record<string, number>>;
    /** Published all the same. */
    readonly warnings: Readonly<Partial<Record<Warning, number>>>;
}
/**
 * Publishes the rows of a file, batch by batch, each acknowledged before the next. At least once: after a failure the
 * same file again publishes the same keys. Ends early, with what is published, when aborted.
 */
export declare function importFile(file: ImportFile, importing: Importing): Promise<Imported>;
