import { type Command } from './command.ts';
import { type Ground, type Pipeline } from './host.ts';
import type { Part } from './parts.ts';
export interface DemoWish {
    /** Sandbox seconds per second. */
    readonly speed: number;
    /** The sandbox serves its history only. */
    readonly historyOnly: boolean;
}
export interface DemoParts {
    readonly parts: readonly Part[];
    /** The whole pipeline, the local stack and the sandbox upstreams. */
    create(ground: Ground, wish: DemoWish): Promise<Pipeline>;
}
export declare function demoCommand({ parts, create }: DemoParts): Command;
