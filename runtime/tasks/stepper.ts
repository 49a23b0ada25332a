import { type AnyTopic, topics } from '../../schemas/topics.ts';
import { type Cause, refusedRecord } from '../dead-letters.ts';
import { Failure } from '../failures.ts';
import type { LogRecord } from '../log/record.ts';
import { type AnyProcessor, type Incoming, isOf, type Outputs } from '../types.ts';
import type { Committer } from './committer.ts';
import type { TaskMetrics } from './metrics.ts';
import { outputsInto } from './pending.ts';
import type { Read } from './reading.ts';

export interface StepperOptions {
  readonly processor: AnyProcessor;
  readonly partition: number;
  readonly metrics: TaskMetrics;
  readonly state: unknown;
  /** What is given goes into its `pending` of the moment. */
  readonly committer: Committer;
  /** A changelog record was put. */
  changed(): void;
}

/** Calls the processor's functions on its state. What a function throws is a bug, fatal, and says where. */
export class Stepper {
  readonly #options: StepperOptions;
  readonly #out: Outputs;

  constructor(options: StepperOptions) {
    this.#options = options;
    const { processor, committer, partition } = options;
    const out = outputsInto(() => committer.pending, partition);
    const counting = (topic: AnyTopic) => {
      if (processor.changelogs.includes(topic)) options.changed();
    };
    this.#out = {
      put(topic, value) {
        counting(topic);
        out.put(topic, value);
      },
      remove(topic, key) {
        counting(topic);
        out.remove(topic, key);
      },
    };
  }

  /** `again`: it was read before a rebuild began; its dead letter has been written then. */
  step(topic: string, read: Read, again: boolean): void {
    if (read.kind === 'refused') {
      if (!again) this.#refuse(topic, read.raw, read);
      return;
    }
    const { processor, state } = this.#options;
    const { record } = read;
    const rejection = guarded(
      () => processor.step(state, record, this.#out),
      () => `${processor.name}: step at ${placeOf(record)}`,
    );
    if (rejection !== undefined && !again) this.#refuse(topic, read.raw, rejection);
  }

  /** Whether there is more to deliver by then. */
  advance(to_ms: number, limit: number): boolean {
    const { processor, partition, state } = this.#options;
    const left = guarded(
      () => processor.advance?.(state, to_ms, limit, this.#out),
      () => `${processor.name}: advance of partition ${partition} to ${new Date(to_ms).toISOString()}`,
    );
    return left === 'more';
  }

  /** 0: none. Ticks that cannot be read are refused. */
  highestTick(reads: readonly Read[]): number {
    let highest = 0;
    for (const read of reads) {
      if (read.kind === 'refused') this.#refuse(topics.clock.name, read.raw, read);
      else if (isOf(read.record, topics.clock)) highest = Math.max(highest, read.record.value?.at ?? 0);
    }
    return highest;
  }

  tellSize(): void {
    const { processor, partition, metrics, state } = this.#options;
    if (typeof state !== 'object' || state === null || !('size' in state) || typeof state.size !== 'number') return;
    metrics.stateSize(processor.name, partition, state.size);
  }

  #refuse(topic: string, raw: LogRecord, cause: Cause): void {
    const { processor, partition, metrics, committer } = this.#options;
    const at = { topic, partition, offset: raw.offset };
    committer.pending.letter(refusedRecord(processor.name, at, raw.value ?? Buffer.alloc(0), cause));
    metrics.deadLetter(processor.name, cause.reason);
  }
}

function guarded<T>(act: () => T, what: () => string): T {
  try {
    return act();
  } catch (error) {
    throw new Failure('fatal', 'bug', { message: `${what()} threw ${describe(error)}`, cause: error });
  }
}

/** Messages of the language's own errors name code, not values; those of others may hold a guest's data. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const harmless = error instanceof Failure || error instanceof TypeError || error instanceof RangeError;
  return harmless ? `${error.name}: ${error.message}` : error.name;
}

function placeOf({ topic, partition, offset }: Incoming): string {
  return `${topic.name}/${partition}@${offset}`;
}
