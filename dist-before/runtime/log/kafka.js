import { Deliveries } from './deliveries.js';
import { Fetcher } from './kafka/fetcher.js';
import { GroupRequests } from './kafka/group.js';
import { Link } from './kafka/link.js';
import { KafkaMembership } from './kafka/membership.js';
import { namesWith } from './kafka/names.js';
import { committedOffsets, endsOf } from './kafka/offsets.js';
import { scan } from './kafka/scan.js';
import { fastestPath } from './kafka/self-test.js';
import { stockPath } from './kafka/stock.js';
import { openTransactor } from './kafka/transactor.js';
import { KafkaWriter } from './kafka/writer.js';
/** The log on Apache Kafka 2.5 or later. Topics must exist. Connects when first used. */
export async function openKafkaLog(options) {
    if (options.fast === false)
        return new KafkaLog(options, stockPath);
    const { path, differs } = await fastestPath();
    if (differs !== undefined)
        options.logger('warn', 'records go the slow way: kafkajs is not as we know it', { differs });
    return new KafkaLog(options, path);
}
class KafkaLog {
    partitions;
    #config;
    #names;
    #path;
    #asking;
    #open = new Set();
    constructor(options, path) {
        this.#path = path;
        this.partitions = options.partitions;
        this.#config = options;
        this.#names = namesWith(options.topicPrefix);
        this.#asking = new Link(options);
    }
    async writer() {
        const wire = (topic) => this.#names.wire(topic);
        const writer = new KafkaWriter({ link: this.#link(), path: this.#path, wire });
        return { append: (records) => writer.append(records), close: this.#closer(() => writer.close()) };
    }
    async transactor(id) {
        const transactor = await openTransactor(id, { link: this.#link(), path: this.#path, names: this.#names });
        return {
            transact: (transaction) => transactor.transact(transaction),
            close: this.#closer(() => transactor.close()),
        };
    }
    ends(topic) {
        const all = Array.from({ length: this.partitions }, (_, n) => n);
        return endsOf(this.#asking, this.#names.wire(topic), all);
    }
    committed(group, topic) {
        const of = { topic: this.#names.wire(topic), partitions: this.partitions };
        return committedOffsets(this.#asking, this.#names.wire(group), of);
    }
    async scan(range, each) {
        const link = this.#link();
        try {
            return await scan(range, each, { link, path: this.#path, names: this.#names });
        }
        finally {
            await link.close();
        }
    }
    async join(options) {
        const link = this.#link();
        const reading = this.#link();
        const { logger } = this.#config;
        const fetcher = new Fetcher({ link: reading, path: this.#path, names: this.#names, logger });
        const deliveries = new Deliveries(options, (ask, signal) => fetcher.next(ask, signal));
        const topics = options.topics.map((topic) => this.#names.wire(topic));
        const group = new GroupRequests({
            link,
            group: this.#names.wire(options.group),
            topics,
            partitions: this.partitions,
        });
        const membership = new KafkaMembership({ link, group, deliveries });
        const leave = this.#closer(async () => {
            await membership.leave();
            await Promise.all([link.close(), reading.close()]);
        });
        return { leave };
    }
    async close() {
        await Promise.all([...this.#open].map((close) => close()));
        await this.#asking.close();
    }
    #link() {
        return new Link(this.#config);
    }
    /** Closing once, by whoever comes first: its user, or the log that closes. */
    #closer(close) {
        let closed;
        const once = () => {
            this.#open.delete(once);
            closed ??= close();
            return closed;
        };
        this.#open.add(once);
        return once;
    }
}
//# sourceMappingURL=kafka.js.map