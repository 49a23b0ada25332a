import type { Output } from '../output.ts';
/** Shows how many rows are published: a bar where somebody watches, else a line now and then. */
export interface Counting {
    readonly rows: number;
    at(rows: number): void;
    close(): void;
}
export declare function openCounting(output: Output, total: number): Counting;
