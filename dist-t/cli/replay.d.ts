import { type Command } from './command.ts';
import { type Ground, type Pipeline } from './host.ts';
import { type Part } from './parts.ts';
export interface ReplayParts {
    /** Processors and sinks: what can be made anew. */
    readonly parts: readonly Part[];
    /** A pipeline of these parts alone, whose `untilCaughtUp` is the end of their replay. */
    create(ground: Ground, parts: readonly Part[]): Promise<Pipeline>;
}
export declare function replayCommand({ parts, create }: ReplayParts): Command;
