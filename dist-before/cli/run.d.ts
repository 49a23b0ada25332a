import type { Status } from '../runtime/http/status.ts';
import { type Command, type Context } from './command.ts';
import { type Ground, type Pipeline } from './host.ts';
import { type Part } from './parts.ts';
export interface RunParts {
    /** Every component there is, in the order of the data. */
    readonly parts: readonly Part[];
    /** The pipeline of the components `only`, against the upstreams of the config. */
    create(ground: Ground, only: readonly Part[]): Promise<Pipeline>;
}
export declare function runCommand({ parts, create }: RunParts): Command;
/** What a run has come to: the rows of every table. */
export declare function tellCounts(context: Context, status: Status): void;
