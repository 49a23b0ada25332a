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

  /** As of what can be read at the call: what cannot be read yet, no processor has begun with. One call at a time. */
  async look(signal: AbortSignal): Promise<RebuildsSeen> {
    const [begins, stable] = await Promise.all([this.#begins(), this.#log.stable(topics.tasks.name)]);
    await Promise.all(
      stable.map((to, partition) => this.#follow(partition, { from: begins[partition] ?? 0, to }, signal)),
    );
    this.#from = stable.map((to, partition) => Math.max(to, begins[partition] ?? 0));
    const rebuilding = [...this.#requests].some(([task, id]) => this.#done.get(task) !== id);
    return { rebuilding, asked: this.#asked };
  }

  async #begins(): Promise<readonly number[]> {
    return this.#from ?? (await this.#log.ends(topics.tasks.name)).map(({ begin }) => begin);
  }

  async #follow(
    partition: number,
    { from, to }: { readonly from: number; readonly to: number },
    signal: AbortSignal,
  ): Promise<void> {
    if (from >= to) return;
    const ours = new Set(this.#processors.map((name) => taskOf(name, partition)));
    const requests = new Map(this.#processors.map((name) => [requestOf(name, partition), taskOf(name, partition)]));
    const range = { topic: topics.tasks.name, partition, from, to };
    await scanDecoded(this.#log, this.#codec, range, signal, (record) => {
      if (!isOf(record, topics.tasks)) return;
      const task = requests.get(record.key);
      if (task !== undefined) this.#ask(task, record.value);
      else if (ours.has(record.key)) this.#finish(record.key, record.value);
    });
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
