import type { Imported } from '../../producers/import/import.ts';
import { type Context } from '../command.ts';
export interface Outcome {
    readonly kind: string;
    readonly imported: readonly Imported[];
    /** Whether no row is left. */
    readonly through: boolean;
    readonly dryRun: boolean;
}
/** A line for each file; what became of bad rows below it. */
export declare function tellImported(context: Context, { kind, imported, through, dryRun }: Outcome): void;
