/** Mixes integers into 32 well spread bits. The same integers give the same bits on every machine. */
export declare function hash(...parts: number[]): number;
/** A seeded source of chance (sfc32). The same parts give the same sequence, whatever else was drawn elsewhere. */
export declare class Random {
    private a;
    private b;
    private c;
    private counter;
    constructor(...parts: number[]);
    /** 32 random bits, as an unsigned integer. */
    bits(): number;
    /** From 0 up to, but not including, 1. */
    fraction(): number;
    /** True with the given probability. Draws in any case, so that the sequence after it stays the same. */
    chance(probability: number): boolean;
    /** A number from `low` up to, but not including, `high`. */
    between(low: number, high: number): number;
    /** A whole number from `low` to `high`, both included. */
    whole(low: number, high: number): number;
    /** One of the list, each as likely. The list must not be empty. */
    pick<T>(list: readonly T[]): T;
    /** About normal with mean 0 and deviation 1, never beyond ±3.5. */
    normal(): number;
    /** How often something happens that happens `mean` times on average. */
    poisson(mean: number): number;
}
