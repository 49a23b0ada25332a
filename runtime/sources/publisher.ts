import { topics } from '../../schemas/topics.ts';
import type { Codec } from '../codec/codec.ts';
import type { Log } from '../log/types.ts';
import { noMetrics, type TaskMetrics } from '../tasks/metrics.ts';
import type { Decoded } from '../types.ts';
import { type Clock, timeOf } from './clock-port.ts';
import { recordsFor } from './publishing.ts';

/** Puts decoded things on the log from outside of any poll: imports, commands. */
export interface Publisher {
  /**
   * Resolves once the broker has acknowledged all of them; what may not be published is a dead letter. At least once:
   * after a failure, publish the same again; the keys are the same.
   */
  publish(decoded: readonly Decoded[]): Promise<Published>;
  close(): Promise<void>;
}

export interface Published {
  readonly records: number;
  readonly dead_letters: number;
}

export interface PublisherOptions {
  readonly log: Log;
  readonly codec: Codec;
  readonly clock: Clock;
  /** Names it in dead letters: `import`. */
  readonly stage: string;
  readonly upstream: string | null;
  readonly metrics?: TaskMetrics;
}

export async function openPublisher(options: PublisherOptions): Promise<Publisher> {
  const { log, codec, clock, stage, upstream, metrics = noMetrics } = options;
  const writer = await log.writer();
  const publishing = { codec, partitions: log.partitions, metrics, stage, upstream };
  return {
    async publish(decoded) {
      const records = recordsFor(publishing, decoded, await timeOf(clock));
      await writer.append(records);
      const dead_letters = records.filter(({ topic }) => topic === topics.dead_letters.name).length;
      return { records: records.length - dead_letters, dead_letters };
    },
    close: () => writer.close(),
  };
}
