import { fetchRequest } from './fetch-request.ts';
import { produceRequest } from './produce-request.ts';
import type { RecordPath } from './record-path.ts';
import { send } from './send.ts';

/** Records through our own requests: batches are written straight into the request and read where the answer lies. */
export const ownPath: RecordPath = {
  chunk_records: Number.POSITIVE_INFINITY,
  produce: (broker, producer, sets) => send(broker, produceRequest(producer, sets, Date.now())),
  fetch: (broker, asked, wait_ms) => send(broker, fetchRequest(asked, wait_ms)),
};
