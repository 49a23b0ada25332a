import { hash, Random } from './world/random.ts';

/** When a fault strikes. Both given: the first `count` times that the chance falls on it. */
export interface FaultSpec {
  /** Chance from 0 to 1 each time that the fault could strike; 1 where only `count` is given. */
  readonly rate?: number;
  /** Strikes so many times and then never again. */
  readonly count?: number;
  /** Lets so many chances pass first. */
  readonly after?: number;
  /** For faults that are about waiting. */
  readonly delay_ms?: number;
}

interface Armed {
  readonly spec: FaultSpec;
  readonly random: Random;
  chances: number;
  left: number;
}

/** The faults of one twin. Seeded: the same switches and the same sequence of chances give the same faults. */
export class Faults<Name extends string> {
  private readonly seed: number;
  private readonly names: readonly Name[];
  private readonly struck: (name: Name) => void;
  private armed = new Map<Name, Armed>();

  /** `struck` hears of every fault that strikes. */
  constructor(seed: number, names: readonly Name[], struck: (name: Name) => void) {
    this.seed = seed;
    this.names = names;
    this.struck = struck;
  }

  /** Puts these faults in place of all that were there; none are left of an empty object. Throws on unknown names and numbers out of range. */
  set(specs: Readonly<Record<string, FaultSpec>>): void {
    const armed = new Map<Name, Armed>();
    for (const [key, spec] of Object.entries(specs)) {
      const name = this.names.find((known) => known === key);
      if (!name) throw new Error(`no fault ${JSON.stringify(key)}; there are ${this.names.join(', ')}`);
      refuseBadSpec(key, spec);
      const random = new Random(this.seed, 0xfa, hash(...Buffer.from(key)));
      armed.set(name, { spec, random, chances: 0, left: spec.count ?? Number.POSITIVE_INFINITY });
    }
    this.armed = armed;
  }

  /** Whether the fault strikes now; its spec where it does. */
  strikes(name: Name): FaultSpec | null {
    const armed = this.armed.get(name);
    if (!armed || armed.left === 0) return null;
    if (armed.chances++ < (armed.spec.after ?? 0)) return null;
    if (!armed.random.chance(armed.spec.rate ?? 1)) return null;
    armed.left--;
    this.struck(name);
    return armed.spec;
  }

  /** What is switched on, with what is left of each count. */
  toJSON(): Record<string, FaultSpec> {
    const entries = [...this.armed].map(([name, { spec, left }]) => {
      const counted = spec.count === undefined ? {} : { count: left };
      return [name, { ...spec, ...counted }] as const;
    });
    return Object.fromEntries(entries);
  }
}

function refuseBadSpec(name: string, spec: unknown): void {
  if (typeof spec !== 'object' || spec === null)
    throw new Error(`fault ${name}: {"rate": 0.1} or {"count": 1} is needed`);
  const limits: Record<string, (value: number) => boolean> = {
    rate: (value) => value >= 0 && value <= 1,
    count: (value) => Number.isInteger(value) && value >= 0,
    after: (value) => Number.isInteger(value) && value >= 0,
    delay_ms: (value) => value >= 0 && value <= 3_600_000,
  };
  for (const [key, value] of Object.entries(spec)) {
    if (typeof value !== 'number' || !limits[key]?.(value)) {
      throw new Error(`fault ${name}: ${key} ${JSON.stringify(value)}; there are rate 0–1, count, after, delay_ms`);
    }
  }
}
