import { type Row } from './row.ts';
/** The system that the row's own ids are of. */
export declare function upstreamOf(row: Row): string;
/** `<upstream>:<id>`: as it is where it begins so, else with the prefix. */
export declare function ownId(row: Row, name: string, upstream: string): string;
/** The id of something that may be another system's: with any system's prefix it is kept. */
export declare function otherId(row: Row, name: string, upstream: string): string | null;
export declare function prefixed(id: string, upstream: string): string;
