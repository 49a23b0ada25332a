import type { TaskProgress } from '../../schemas/generated/types.ts';
import { topics } from '../../schemas/topics.ts';
import type { Codec } from '../codec/codec.ts';
import type { Log } from '../log/types.ts';
import { isOf } from '../types.ts';
import { phaseIn, requestIn, requestOf, taskOf } from './progress.ts';
import { scanDecoded } from './reading.ts';

/** What `_tasks` says of the rebuilds of some processors. */
export interface RebuildsSeen {
  /** One is asked for and not done on every partition. */
  readonly rebuilding: boolean;
  /** Goes up with every one that is asked for. */
  readonly asked: number;
}

/** Follows the rebuilds of processors, whoever runs them; each look reads only what came since the last. */
export class Rebuilds {
  readonly #log: Log;
  readonly #codec: Codec;
  readonly #processors: readonly string[];
  #from: readonly number[] | undefined;
  #asked = 0;
  /** Id of the rebuild asked for last, by task. */
  readonly #requests = new Map<string, string>();
  /** Id of the rebuild done last, by task. */
  readonly #done = new Map<string, string>();

  constructor(log: Log, codec: Codec, processors: readonly string[]) {
    this.#log = log;
    this.#codec = codec;
    this.#processors = processors;
  }

  /** As of the topic's end at the call. One call at a time. */
  async look(signal: AbortSignal): Promise<RebuildsSeen> {
    const ends = await this.#log.ends(topics.tasks.name);
    for (const [partition, { begin, end }] of ends.entries()) {
      const range = { topic: topics.tasks.name, partition, from: this.#from?.[partition] ?? begin, to: end };
      if (range.from >= end) continue;
      const ours = new Map(this.#processors.map((name) => [taskOf(name, partition), requestOf(name, partition)]));
      const requests = new Map([...ours].map(([task, request]) => [request, task]));
      await scanDecoded(this.#log, this.#codec, range, signal, (record) => {
        if (!isOf(record, topics.tasks)) return;
        const task = requests.get(record.key);
        if (task !== undefined) this.#ask(task, record.value);
        else if (ours.has(record.key)) this.#finish(record.key, record.value);
      });
    }
    this.#from = ends.map(({ end }) => end);
    const rebuilding = [...this.#requests].some(([task, id]) => this.#done.get(task) !== id);
    return { rebuilding, asked: this.#asked };
  }

  #ask(task: string, value: TaskProgress | null): void {
    const id = requestIn(value)?.id;
    if (id === undefined || id === this.#requests.get(task)) return;
    this.#requests.set(task, id);
    this.#asked++;
  }

  #finish(task: string, value: TaskProgress | null): void {
    const phase = phaseIn(value);
    if (phase?.phase === 'done') this.#done.set(task, phase.id);
  }
}
