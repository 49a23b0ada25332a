import { type Codec, createCodec } from '../../runtime/codec/codec.ts';
import { secretsOf } from '../../runtime/config/secrets.ts';
import { openDataDir } from '../../runtime/data-dir/layout.ts';
import { Failure } from '../../runtime/failures.ts';
import { openMemoryLog } from '../../runtime/log/memory.ts';
import type { Log } from '../../runtime/log/types.ts';
import { fileTarget, openLog } from '../../runtime/logging/log.ts';
import { allTopics } from '../../schemas/topics.ts';
import type { Context } from '../command.ts';
import { connect } from '../pipeline/connect.ts';

/** A log to publish to. */
export interface Opened {
  readonly log: Log;
  readonly codec: Codec;
  close(): Promise<void>;
}

/** The config's brokers, else the local stack, which runs for as long as somebody uses it. */
export async function openLogOf({ settings, output }: Context): Promise<Opened> {
  const { logs } = openDataDir(settings.dataDir);
  const logger = openLog({ secrets: secretsOf(settings.config), target: fileTarget(logs, 'import', new Date()) });
  return connect({ ...settings, as: 'import', logger, note: output.note, pass: output.pass });
}

/** Takes everything and keeps nothing: for what would be published. */
export async function openDryLog({ settings }: Context): Promise<Opened> {
  const load = async (id: number): Promise<never> => {
    throw new Failure('fatal', 'nothing_to_read', { message: `schema ${id}: nothing is read here` });
  };
  const codec = createCodec({ ids: new Map(allTopics.map(({ name }, i) => [name, i])), load });
  const { partitions } = settings.config.kafka;
  const writer = async () => ({ append: async () => {}, close: async () => {} });
  return { log: Object.assign(openMemoryLog({ partitions }), { writer }), codec, close: async () => {} };
}
