export declare const stack: import("./command.ts").Command;
