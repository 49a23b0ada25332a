import { createCodec } from '../../runtime/codec/codec.js';
import { secretsOf } from '../../runtime/config/secrets.js';
import { openDataDir } from '../../runtime/data-dir/layout.js';
import { Failure } from '../../runtime/failures.js';
import { openMemoryLog } from '../../runtime/log/memory.js';
import { fileTarget, openLog } from '../../runtime/logging/log.js';
import { allTopics } from '../../schemas/topics.js';
import { connect } from '../pipeline/connect.js';
/** The config's brokers, else the local stack, which runs for as long as somebody uses it. */
export async function openLogOf({ settings, output }) {
    const { logs } = openDataDir(settings.dataDir);
    const logger = openLog({ secrets: secretsOf(settings.config), target: fileTarget(logs, 'import', new Date()) });
    return connect({ ...settings, as: 'import', logger, note: output.note, pass: output.pass });
}
/** Takes everything and keeps nothing: for what would be published. */
export async function openDryLog({ settings }) {
    const load = async (id) => {
        throw new Failure('fatal', 'nothing_to_read', { message: `schema ${id}: nothing is read here` });
    };
    const codec = createCodec({ ids: new Map(allTopics.map(({ name }, i) => [name, i])), load });
    const { partitions } = settings.config.kafka;
    const writer = async () => ({ append: async () => { }, close: async () => { } });
    return { log: Object.assign(openMemoryLog({ partitions }), { writer }), codec, close: async () => { } };
}
//# sourceMappingURL=log.js.map