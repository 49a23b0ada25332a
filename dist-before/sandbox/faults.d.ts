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
/** The faults of one twin. Seeded: the same switches and the same sequence of chances give the same faults. */
export declare class Faults<Name extends string> {
    private readonly seed;
    private readonly names;
    private readonly struck;
    private armed;
    /** `struck` hears of every fault that strikes. */
    constructor(seed: number, names: readonly Name[], struck: (name: Name) => void);
    /** Puts these faults in place of all that were there; none are left of an empty object. Throws on unknown names and numbers out of range. */
    set(specs: Readonly<Record<string, FaultSpec>>): void;
    /** Whether the fault strikes now; its spec where it does. */
    strikes(name: Name): FaultSpec | null;
    /** What is switched on, with what is left of each count. */
    toJSON(): Record<string, FaultSpec>;
}
