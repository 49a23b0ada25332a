import type { Command } from '../command.ts';
export declare const run: Command;
export declare const demo: Command;
export declare const replay: Command;
