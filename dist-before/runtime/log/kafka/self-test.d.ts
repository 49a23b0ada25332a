import { type RecordPath } from './record-path.ts';
/**
 * Our own way of the records where this kafkajs is the one it was written for and both write and read the same bytes;
 * else kafkajs' own, and what was not the same. Takes milliseconds.
 */
export declare function fastestPath(): Promise<{
    readonly path: RecordPath;
    readonly differs?: string;
}>;
