import type { TaskProgress } from '../../schemas/generated/types.ts';
import { topics } from '../../schemas/topics.ts';
import type { Codec } from '../codec/codec.ts';
import type { Log } from '../log/types.ts';
import { isOf } from '../types.ts';
import { GrowingTopic } from './growing.ts';
import { phaseIn, requestIn, requestOf, taskOf } from './progress.ts';

/** What `_tasks` says of the rebuilds of some processors. */
export interface RebuildsSeen {
  /** One is asked for and not done on every partition. */
  readonly rebuilding: boolean;
  /** Goes up with every one that is asked for. */
  readonly asked: number;
}

/** Follows the rebuilds of processors, whoever runs them; each look reads only what came since the last. */
export class Rebuilds {
  readonly #tasks: GrowingTopic;
  /** Keys of `_tasks`, of all partitions: of the tasks themselves, and the task that a request is for. */
  readonly #ours = new Set<string>();
  readonly #requested = new Map<string, string>();
  #asked = 0;
  /** Id of the rebuild asked for last, by task. */
  readonly #requests = new Map<string, string>();
  /** Id of the rebuild done last, by task. */
  readonly #done = new Map<string, string>();

  constructor(log: Log, codec: Codec, processors: readonly string[]) {
    const begins = async () => (await log.ends(topics.tasks.name)).map(({ begin }) => begin);
    this.#tasks = new GrowingTopic({ log, codec, topic: topics.tasks, begins });
    for (const name of processors) {
      for (let partition = 0; partition < log.partitions; partition++) {
        this.#ours.add(taskOf(name, partition));
        this.#requested.set(requestOf(name, partition), taskOf(name, partition));
      }
    }
  }

  /** As of what can be read at the call: what cannot be read yet, no processor has begun with. One call at a time. */
  async look(signal: AbortSignal): Promise<RebuildsSeen> {
    await this.#tasks.read(signal, (record) => {
      if (!isOf(record, topics.tasks)) return;
      const task = this.#requested.get(record.key);
      if (task !== undefined) this.#ask(task, record.value);
      else if (this.#ours.has(record.key)) this.#finish(record.key, record.value);
    });
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
