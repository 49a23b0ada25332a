/** What one stage has done since the process began, and how far behind it is. */
export interface StageNumbers {
  readonly name: string;
  readonly records_in: number;
  readonly records_out: number;
  readonly bytes_in: number;
  readonly bytes_out: number;
  /** Records still to be taken in; null: not known yet. */
  readonly lag: number | null;
  /** How long ago the stage was last at the end of its input, 0 while it is; null: not known yet. */
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
  /** When the stage first had lag after it had none; null: it has none. */
  behind_since_ms: number | null;
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
      const behind = records > 0 || sum(stage.lag.values()) > 0;
      stage.behind_since_ms = behind ? (stage.behind_since_ms ?? now_ms) : null;
    },
    state: (name, partition, size) => void of(name).state.set(partition, size),
    numbers: (now_ms) => [...stages].map(([name, stage]) => numbersOf(name, stage, now_ms)),
  };
}

function empty(): Pick<Stage, 'lag' | 'state' | 'behind_since_ms'> {
  return { lag: new Map(), state: new Map(), behind_since_ms: null };
}

function numbersOf(name: string, stage: Stage, now_ms: number): StageNumbers {
  const { records_in, records_out, bytes_in, bytes_out, behind_since_ms } = stage;
  const known = stage.lag.size > 0;
  return {
    name,
    records_in,
    records_out,
    bytes_in,
    bytes_out,
    lag: known ? sum(stage.lag.values()) : null,
    freshness_ms: known ? (behind_since_ms === null ? 0 : Math.max(0, now_ms - behind_since_ms)) : null,
    state_size: stage.state.size > 0 ? sum(stage.state.values()) : null,
  };
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
