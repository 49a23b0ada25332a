import type { Position } from '../log/types.ts';
import type { InputStatus } from './component.ts';
import type { Input } from './restore.ts';

interface Read {
  /** Everything before it has been stepped. */
  stepped: number;
  /** Everything before it is committed. */
  committed: number;
  /** The topic's end when it was last looked at. */
  end: number;
}

/** How far a task has read each of its inputs. */
export class Inputs {
  readonly #partition: number;
  readonly #read: ReadonlyMap<string, Read>;

  constructor(partition: number, inputs: readonly Input[]) {
    this.#partition = partition;
    this.#read = new Map(
      inputs.map(({ topic, offset, end }) => [topic, { stepped: offset, committed: offset, end }] as const),
    );
  }

  stepped(topic: string): number {
    return this.#of(topic).stepped;
  }

  step(topic: string, offset: number): void {
    this.#of(topic).stepped = offset;
  }

  ends(topic: string, end: number): void {
    this.#of(topic).end = end;
  }

  /** Whether all has been stepped that was there when it was last looked. */
  get atEnd(): boolean {
    return [...this.#read.values()].every(({ stepped, end }) => stepped >= end);
  }

  /** Gives the lag. */
  commit({ topic, offset }: Position): number {
    const read = this.#of(topic);
    read.committed = offset;
    return Math.max(0, read.end - offset);
  }

  havePassed(ends: Readonly<Record<string, number>>): boolean {
    return Object.entries(ends).every(([topic, end]) => this.#of(topic).stepped >= end);
  }

  /** `settled`: nothing that others would see is stepped and not committed. */
  status(settled: boolean): readonly InputStatus[] {
    return [...this.#read].map(([topic, { stepped, committed, end }]) => {
      return { topic, partition: this.#partition, position: settled ? stepped : committed, end };
    });
  }

  #of(topic: string): Read {
    const read = this.#read.get(topic);
    if (read === undefined) throw new Error(`${topic} is not an input`);
    return read;
  }
}
