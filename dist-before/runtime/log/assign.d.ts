/**
 * Which member gets which partition numbers: number n of every topic goes to one member, so that what a processor
 * reads together lies together. Spread evenly, the same for the same members in whatever order.
 */
export declare function assign(members: readonly string[], partitions: number): Map<string, number[]>;
