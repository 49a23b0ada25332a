import { fetchRequest } from './fetch-request.js';
import { produceRequest } from './produce-request.js';
import { send } from './send.js';
/** Records through our own requests: batches are written straight into the request and read where the answer lies. */
export const ownPath = {
    chunk_records: Number.POSITIVE_INFINITY,
    produce: (broker, producer, sets) => send(broker, produceRequest(producer, sets, Date.now())),
    fetch: (broker, asked, wait_ms) => send(broker, fetchRequest(asked, wait_ms)),
};
//# sourceMappingURL=own.js.map