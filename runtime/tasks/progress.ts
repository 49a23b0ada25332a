import type { TaskProgress } from '../../schemas/generated/types.ts';
import { topics } from '../../schemas/topics.ts';
import type { Codec } from '../codec/codec.ts';
import { Failure } from '../failures.ts';
import type { Log } from '../log/types.ts';
import { isOf } from '../types.ts';
import { scanDecoded } from './reading.ts';
import { type Manifest, manifestIn, manifestKey } from './snapshots/manifest.ts';

/**
 * `_tasks` holds up to three records a task, all on its partition: its progress and, where it has one, the manifest of
 * its snapshot, both written by the task alone; and, once a rebuild has been asked for, the request, written by whoever
 * asks. A request is open until the progress says `done` with its id.
 */
export function taskOf(processor: string, partition: number): string {
  return `${processor}/${partition}`;
}

export function requestOf(processor: string, partition: number): string {
  return `${processor}/${partition}/rebuild`;
}

/** What is to be rebuilt: the same on all partitions of a processor, asked for in one transaction. */
export interface Request {
  /** Tells one request from the next. */
  readonly id: string;
  /** Ends of the inputs' partition when it was asked for: what has passed them has been read anew. */
  readonly until: Readonly<Record<string, number>>;
  /** Ends of the outputs' partition when it was asked for: a key last written below was not produced again. */
  readonly outputs: Readonly<Record<string, number>>;
}

/**
 * How far a task is with a request. `read`: all inputs passed, all outputs committed. `swept`: stale keys removed.
 * `done`: so have the others.
 */
export interface Phase {
  readonly id: string;
  readonly phase: 'read' | 'swept' | 'done';
}

export interface Progress {
  readonly stream_time_ms: number;
  readonly phase: Phase | undefined;
  /** The last one, open or not. */
  readonly request: Request | undefined;
  /** What lies of it in `_snapshots`. */
  readonly manifest: Manifest | undefined;
}

export function openRequest({ request, phase }: Progress): Request | undefined {
  return phase?.phase === 'done' && phase.id === request?.id ? undefined : request;
}

export function progressOf(task: string, stream_time_ms: number, rebuild: Phase | Request | undefined): TaskProgress {
  const json = rebuild === undefined ? null : JSON.stringify(rebuild);
  return { task, stream_time: stream_time_ms, rebuild: json, snapshot: null };
}

/** Follows what `_tasks` says of one task; each look reads only what came since the last. */
export class ProgressReader {
  readonly #log: Log;
  readonly #codec: Codec;
  readonly #partition: number;
  readonly #task: string;
  readonly #request: string;
  readonly #manifest: string;
  #from: number | undefined;
  #progress: Progress = { stream_time_ms: 0, phase: undefined, request: undefined, manifest: undefined };

  constructor(log: Log, codec: Codec, processor: string, partition: number) {
    this.#log = log;
    this.#codec = codec;
    this.#partition = partition;
    this.#task = taskOf(processor, partition);
    this.#request = requestOf(processor, partition);
    this.#manifest = manifestKey(processor, partition);
  }

  /** Where the next look begins. */
  get position(): number {
    return this.#from ?? 0;
  }

  /** As of the topic's end at the call. */
  async look(signal: AbortSignal): Promise<Progress> {
    const ends = (await this.#log.ends(topics.tasks.name))[this.#partition];
    if (ends === undefined) throw new Failure('fatal', 'unknown_partition');
    const range = {
      topic: topics.tasks.name,
      partition: this.#partition,
      from: this.#from ?? ends.begin,
      to: ends.end,
    };
    await scanDecoded(this.#log, this.#codec, range, signal, (record) => {
      if (!isOf(record, topics.tasks)) return;
      if (record.key === this.#task) this.#took(record.value);
      if (record.key === this.#request) this.#asked(record.value);
      if (record.key === this.#manifest) this.#progress = { ...this.#progress, manifest: manifestIn(record.value) };
    });
    this.#from = ends.end;
    return this.#progress;
  }

  #took(value: TaskProgress | null): void {
    this.#progress = { ...this.#progress, stream_time_ms: value?.stream_time ?? 0, phase: phaseIn(value) };
  }

  #asked(value: TaskProgress | null): void {
    this.#progress = { ...this.#progress, request: requestIn(value) };
  }
}

export function phaseIn(value: TaskProgress | null): Phase | undefined {
  // Only `progressOf` writes it.
  return value?.rebuild == null ? undefined : (JSON.parse(value.rebuild) as Phase);
}

export function requestIn(value: TaskProgress | null): Request | undefined {
  // Only `requestRebuild` writes it, by `progressOf`.
  return value?.rebuild == null ? undefined : (JSON.parse(value.rebuild) as Request);
}
