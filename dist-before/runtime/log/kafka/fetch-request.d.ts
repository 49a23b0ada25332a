import { type FetchAt, type Fetched } from './record-path.ts';
import type { OwnRequest } from './send.ts';
/** https://kafka.apache.org/protocol#The_Messages_Fetch, version 11. */
export declare function fetchRequest(asked: readonly FetchAt[], wait_ms: number): OwnRequest<Fetched[]>;
