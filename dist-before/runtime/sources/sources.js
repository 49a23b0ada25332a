import { createHash } from 'node:crypto';
import { partitionOf } from '../../schemas/partition.js';
import { topics } from '../../schemas/topics.js';
import { Member, unlessAborted } from '../tasks/member.js';
import { noMetrics } from '../tasks/metrics.js';
import { scanDecoded } from '../tasks/reading.js';
import { endsOf } from '../tasks/restore.js';
import { isOf } from '../types.js';
import { Poller } from './poller.js';
import { Polls } from './polls.js';
const BACKOFF = { first_ms: 1_000, max_ms: 60_000 };
/**
 * Polls every source in one process at a time: processes with the same sources share them out as a group over
 * `_cursors`. Processes with different ones do not meet in a group; a source in both goes back and forth between them
 * (fenced), so give each source to one set of processes.
 */
export function runSources(options) {
    const { log, sources, rejoin, metrics = noMetrics, onFatal } = options;
    const polls = new Map(sources.map((source) => [source.name, new Polls(source)]));
    const member = new Member({
        log,
        name: 'sources',
        group: groupOf(sources),
        topics: [topics.cursors.name],
        metrics,
        ...(rejoin && { rejoin }),
        onFatal,
        open: (partition, signal, fail) => SourcesShare.open({ ...options, polls, partition, signal, fail }),
    });
    return {
        name: 'sources',
        status: () => ({
            name: 'sources',
            state: member.state,
            error: member.error,
            inputs: [],
            lag: {},
            tick_ms: null,
            rebuilding: [],
            sources: [...polls.values()].map((of) => of.status()),
        }),
        stop: () => member.stop(),
        hurry() {
            for (const share of member.works.values())
                share.hurry();
        },
    };
}
function groupOf(sources) {
    const names = sources.map(({ name }) => name).sort();
    return `regulars.sources-${createHash('sha256').update(names.join('\n')).digest('hex').slice(0, 8)}`;
}
/** The sources whose names lie on one partition. */
class SourcesShare {
    positions;
    #pollers;
    constructor(pollers, positions) {
        this.#pollers = pollers;
        this.positions = positions;
    }
    static async open(options) {
        const { log, sources, partition, signal } = options;
        const mine = sources.filter(({ name }) => partitionOf(name, log.partitions) === partition);
        // Fence first: no earlier poller moves a cursor after it is read here.
        const transactors = await Promise.all(mine.map(({ name }) => log.transactor(`source-${name}`)));
        const { cursors, end } = await readCursors(options).catch(async (error) => {
            await Promise.all(transactors.map((transactor) => transactor.close()));
            throw error;
        });
        const pollers = mine.map((source, i) => pollerOf(options, source, transactors[i], cursors.get(source.name)));
        const share = new SourcesShare(pollers, [{ topic: topics.cursors.name, partition, offset: end }]);
        signal.addEventListener('abort', () => void share.abandon());
        return share;
    }
    hurry() {
        for (const poller of this.#pollers)
            poller.hurry();
    }
    /** Others' cursors, and its own: nothing to do. */
    async records(_) { }
    drain() {
        return this.abandon();
    }
    async abandon() {
        await Promise.all(this.#pollers.map((poller) => poller.close()));
    }
}
async function readCursors({ log, codec, partition, signal, }) {
    unlessAborted(signal);
    const { begin, end } = await endsOf(log, topics.cursors.name, partition);
    const cursors = new Map();
    const range = { topic: topics.cursors.name, partition, from: begin, to: end };
    await scanDecoded(log, codec, range, signal, (record) => {
        if (isOf(record, topics.cursors) && record.value !== null)
            cursors.set(record.value.source, record.value.cursor);
    });
    return { cursors, end };
}
function pollerOf(options, source, transactor, cursor) {
    const { log, codec, clock, polls, fail, metrics = noMetrics, backoff = BACKOFF } = options;
    const { name: stage, upstream } = source;
    const publishing = { codec, partitions: log.partitions, metrics, stage, upstream };
    // `polls` has one of each source.
    return new Poller({ source, publishing, clock, polls: polls.get(stage), backoff, transactor, cursor, fail });
}
//# sourceMappingURL=sources.js.map