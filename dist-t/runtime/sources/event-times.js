import { topics } from '../../schemas/topics.js';
import { unlessAborted } from '../tasks/member.js';
import { readBatch } from '../tasks/reading.js';
import { isOf } from '../types.js';
import { AHEAD_MS } from './publishing.js';
const GROUP = 'regulars.clock.events';
const FOLLOWED = [topics.orders, topics.reservation_events, topics.survey_responses];
/** The highest event time on the log. Its positions are committed with the tick that tells of them. */
export class EventTimes {
    #log;
    #codec;
    #followed = [];
    #highest_ms = 0;
    constructor(log, codec) {
        this.#log = log;
        this.#codec = codec;
    }
    /** What has been read so far, as a component tells of its inputs. */
    get inputs() {
        return this.#followed.map(({ topic, partition, offset }) => ({ topic, partition, position: offset, end: offset }));
    }
    get consumed() {
        return { group: GROUP, positions: this.#followed.map((position) => ({ ...position })) };
    }
    /** Goes on where the last tick had read to. */
    async resume(signal) {
        const followed = await Promise.all(FOLLOWED.map(async ({ name }) => {
            const [ends, committed] = await Promise.all([this.#log.ends(name), this.#log.committed(GROUP, name)]);
            return ends.map(({ begin }, partition) => {
                return { topic: name, partition, offset: Math.max(begin, committed.get(partition) ?? begin) };
            });
        }));
        unlessAborted(signal);
        this.#followed = followed.flat();
    }
    /** 0: none yet. Reads what has come since the last call; passes over what is more than a day ahead of `now_ms`. */
    async highest(now_ms, signal) {
        for (const { name } of FOLLOWED) {
            const ends = await this.#log.ends(name);
            for (const at of this.#followed.filter(({ topic }) => topic === name)) {
                await this.#read(at, ends[at.partition]?.end ?? at.offset, { limit_ms: now_ms + AHEAD_MS, signal });
            }
        }
        return this.#highest_ms;
    }
    async #read(at, to, { limit_ms, signal }) {
        if (at.offset >= to)
            return;
        const range = { topic: at.topic, partition: at.partition, from: at.offset, to };
        at.offset = await this.#log.scan(range, async (batch) => {
            unlessAborted(signal);
            for (const read of await readBatch(this.#codec, this.#log.partitions, batch)) {
                const time_ms = read.kind === 'record' ? eventTimeOf(read.record) : 0;
                if (time_ms <= limit_ms)
                    this.#highest_ms = Math.max(this.#highest_ms, time_ms);
            }
        });
    }
}
/** 0: it has none. */
function eventTimeOf(record) {
    if (isOf(record, topics.orders))
        return record.value?.closed_at ?? 0;
    if (isOf(record, topics.reservation_events))
        return record.value?.occurred_at ?? 0;
    if (isOf(record, topics.survey_responses))
        return record.value?.submitted_at ?? 0;
    return 0;
}
//# sourceMappingURL=event-times.js.map