import { bytesOf } from './records.js';
export const noMetrics = {
    recordsIn() { },
    recordsOut() { },
    lag() { },
    committed() { },
    restored() { },
    stateSize() { },
    deadLetter() { },
    polled() { },
    rejoined() { },
};
/** Tells what was committed, by topic. */
export function countOut(metrics, component, records) {
    const sums = new Map();
    for (const record of records) {
        const sum = sums.get(record.topic) ?? { records: 0, bytes: 0 };
        sums.set(record.topic, sum);
        sum.records++;
        sum.bytes += bytesOf(record);
    }
    for (const [topic, sum] of sums)
        metrics.recordsOut(component, topic, sum.records, sum.bytes);
}
//# sourceMappingURL=metrics.js.map