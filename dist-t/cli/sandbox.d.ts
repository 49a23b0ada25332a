export declare const sandbox: import("./command.ts").Command;
