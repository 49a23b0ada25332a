import { Arrivals } from './arrivals.ts';

/** What one stage has done since the process began, and how far behind it is. */
export interface StageNumbers {
  readonly name: string;
  readonly records_in: number;
  readonly records_out: number;
  readonly bytes_in: number;
  readonly bytes_out: number;
  /** Records still to be taken in; null: not known yet. */
  readonly lag: number | null;
  /** How long ago that arrived which the stage takes in now; 0: it is at the end of its input; null: not known yet. */
  readonly freshness_ms: number | null;
  /** Facts in its state; null for a stage without. */
  readonly state_size: number | null;
}

export interface Stages {
  in(stage: string, records: number, bytes: number): void;
  out(stage: string, records: number, bytes: number): void;
  lag(stage: string, part: string, records: number, now_ms: number): void;
  state(stage: string, partition: number, size: number): void;
  numbers(now_ms: number): readonly StageNumbers[];
}

interface Stage {
  records_in: number;
  records_out: number;
  bytes_in: number;
  bytes_out: number;
  readonly lag: Map<string, number>;
  readonly arrivals: Arrivals;
  readonly state: Map<number, number>;
}

/** Stages in the order in which they were first heard of. */
export function createStages(): Stages {
  const stages = new Map<string, Stage>();
  const of = (name: string): Stage => {
    const there = stages.get(name);
    if (there !== undefined) return there;
    const stage = { ...{ records_in: 0, records_out: 0, bytes_in: 0, bytes_out: 0 }, ...empty() };
    stages.set(name, stage);
    return stage;
  };
  return {
    in(name, records, bytes) {
      const stage = of(name);
      stage.records_in += records;
      stage.bytes_in += bytes;
    },
    out(name, records, bytes) {
      const stage = of(name);
      stage.records_out += records;
      stage.bytes_out += bytes;
    },
    lag(name, part, records, now_ms) {
      const stage = of(name);
      stage.lag.set(part, records);
      const lag = sum(stage.lag.values());
      if (lag === 0) stage.arrivals.forget();
      else stage.arrivals.see(stage.records_in + lag, now_ms);
    },
    state: (name, partition, size) => void of(name).state.set(partition, size),
    numbers: (now_ms) => [...stages].map(([name, stage]) => numbersOf(name, stage, now_ms)),
  };
}

function empty(): Pick<Stage, 'lag' | 'state' | 'arrivals'> {
  return { lag: new Map(), state: new Map(), arrivals: new Arrivals() };
}

function numbersOf(name: string, stage: Stage, now_ms: number): StageNumbers {
  const { records_in, records_out, bytes_in, bytes_out } = stage;
  const lag = stage.lag.size > 0 ? sum(stage.lag.values()) : null;
  return {
    name,
    records_in,
    records_out,
    bytes_in,
    bytes_out,
    lag,
    freshness_ms: lag === null ? null : lag === 0 ? 0 : stage.arrivals.ageOf(records_in, now_ms),
    state_size: stage.state.size > 0 ? sum(stage.state.values()) : null,
  };
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
