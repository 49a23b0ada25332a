import { recordOf } from '../../runtime/tasks/records.js';
import { topics } from '../../schemas/topics.js';
import { sinkTopics } from './context.js';
/** Asks for the end of every partition of every topic; `ends`: by topic/partition. */
export async function refreshEnds(log, ends) {
    await Promise.all(sinkTopics.map(async (topic) => {
        for (const [partition, { end }] of (await log.ends(topic)).entries())
            ends.set(`${topic}/${partition}`, end);
    }));
}
/** Puts what the sink refuses on the log. Opens its writer with the first of them. */
export class DeadLetters {
    #log;
    #codec;
    #writer;
    constructor(log, codec) {
        this.#log = log;
        this.#codec = codec;
    }
    /** Resolves when they are durable. */
    async append(letters) {
        const encoding = { codec: this.#codec, partitions: this.#log.partitions };
        const records = letters.map((letter) => recordOf(encoding, topics.dead_letters, letter));
        this.#writer ??= this.#log.writer();
        try {
            await (await this.#writer).append(records);
        }
        catch (error) {
            await this.close();
            throw error;
        }
    }
    async close() {
        const writer = this.#writer;
        this.#writer = undefined;
        await writer?.then((open) => open.close()).catch(() => { });
    }
}
//# sourceMappingURL=log-side.js.map