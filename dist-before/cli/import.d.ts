import { type Context } from './command.ts';
import { type Opened } from './import/log.ts';
export interface ImportParts {
    /** The log that is published to. */
    open(context: Context): Promise<Opened>;
}
export declare function importCommand({ open }: ImportParts): import("./command.ts").Command;
export declare const importToLog: import("./command.ts").Command;
