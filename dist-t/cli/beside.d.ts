import { type Running } from '../runtime/data-dir/presence.ts';
import { type Asking } from '../runtime/http/ask.ts';
/** The process of this data directory and instance that has the role and can be asked; undefined: none. */
export declare function besideWith(dataDir: string, role: string, instance?: string): Promise<Running | undefined>;
/** Asks it. Failure when it is still starting, or has gone meanwhile. */
export declare function askBeside(beside: Running, name: string, input: unknown, asking: Asking): Promise<unknown>;
