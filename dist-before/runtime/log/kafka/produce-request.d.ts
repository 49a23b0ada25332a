import type { ProducerIdentity, RecordSet } from './record-path.ts';
import type { OwnRequest } from './send.ts';
/** https://kafka.apache.org/protocol#The_Messages_Produce, version 7. */
export declare function produceRequest(producer: ProducerIdentity, sets: readonly RecordSet[], now_ms: number): OwnRequest<void>;
