import { Failure } from '../../runtime/failures.ts';
import type { Ends, Log } from '../../runtime/log/types.ts';
import { pause } from '../../runtime/tasks/waiting.ts';

/** A stage, in the order of the data, as far as waiting for it goes. */
export interface Stage {
  readonly name: string;
  /** Topics that it reads, the clock apart: ticks never end. */
  readonly inputs: readonly string[];
  /** Up to where it is done with a topic, by partition; absent: not begun. */
  positions(topic: string): Promise<ReadonlyMap<number, number>>;
  /** Whether its results are being made anew just now. */
  rebuilding(): Promise<boolean>;
}

export interface Waiting {
  readonly log: Log;
  readonly signal: AbortSignal;
  /** The wall's time, and when patience ends; a deadline that has passed: nobody is there to wait for. */
  now_ms(): number;
  readonly deadline_ms: number;
  /** What the stages lack, then what is compared: a line now and then. */
  note(line: string): void | Promise<void>;
  /** What is to be done about a stage that lags. */
  readonly mend: string;
}

interface Missing {
  readonly topic: string;
  readonly partition: number;
  readonly position: number;
  readonly end: number;
}

const LOOK_EVERY_MS = 50;
/** How often a line is of use. */
export const TELL_EVERY_MS = 1_000;

/**
 * Resolves when each stage has passed what its inputs held once the stages before it had. Throws Failure `lagging`,
 * naming the stage, when that is not so by the deadline.
 */
export async function allPassed(stages: readonly Stage[], waiting: Waiting): Promise<void> {
  for (const stage of stages) {
    const ends = new Map<string, readonly Ends[]>();
    for (const topic of stage.inputs) ends.set(topic, await waiting.log.ends(topic));
    await passed(stage, ends, waiting);
  }
}

async function passed(stage: Stage, ends: ReadonlyMap<string, readonly Ends[]>, waiting: Waiting): Promise<void> {
  const { now_ms, deadline_ms, signal, note } = waiting;
  let told_ms = now_ms();
  for (;;) {
    signal.throwIfAborted();
    const missing = await missingOf(stage, ends);
    const rebuilding = await stage.rebuilding();
    if (missing.length === 0 && !rebuilding) return;
    const what = rebuilding ? 'is making its results anew' : lagOf(missing);
    if (now_ms() >= deadline_ms) {
      if (!rebuilding && !(await holdRecords(missing, waiting))) return;
      throw new Failure('retry', 'lagging', { message: `${stage.name} ${what}: ${waiting.mend}` });
    }
    if (now_ms() - told_ms >= TELL_EVERY_MS) {
      told_ms = now_ms();
      await note(`waiting for ${stage.name}: it ${what}`);
    }
    await pause(LOOK_EVERY_MS, signal);
  }
}

async function missingOf(stage: Stage, ends: ReadonlyMap<string, readonly Ends[]>): Promise<Missing[]> {
  const missing: Missing[] = [];
  for (const [topic, all] of ends) {
    const positions = await stage.positions(topic);
    for (const [partition, { begin, end }] of all.entries()) {
      const position = Math.max(begin, positions.get(partition) ?? 0);
      if (position < end) missing.push({ topic, partition, position, end });
    }
  }
  return missing;
}

function lagOf(missing: readonly Missing[]): string {
  const lag = missing.reduce((sum, { position, end }) => sum + end - position, 0);
  const topics = [...new Set(missing.map(({ topic }) => topic))];
  return `lags by ${lag.toLocaleString('en-US')} records of ${topics.join(', ')}`;
}

/** The end of a transaction takes an offset too, and who stops in time has not passed it. */
async function holdRecords(missing: readonly Missing[], { log }: Waiting): Promise<boolean> {
  for (const { topic, partition, position, end } of missing) {
    let records = 0;
    await log.scan({ topic, partition, from: position, to: end }, (batch) => {
      for (const { offset } of batch.records) if (offset < end) records++;
    });
    if (records > 0) return true;
  }
  return false;
}
