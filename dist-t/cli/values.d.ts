/** What a word on the command line may be, and what is made of it. */
export interface Value<T> {
    /** The legal values, in words. */
    readonly legal: string;
    /** Undefined: not legal. */
    read(text: string): T | undefined;
    /** What the word should perhaps have been. */
    hint?(text: string): string | undefined;
}
export declare const anyText: Value<string>;
export declare const filePath: Value<string>;
export declare function oneOf<const T extends string>(...words: readonly T[]): Value<T>;
export declare function integer(from: number, to: number): Value<number>;
export declare function decimal(from: number, to: number): Value<number>;
/** Names separated by commas, none of them twice; a blank beside a comma does not matter. */
export declare const nameList: Value<readonly string[]>;
export declare const instanceName: Value<string>;
/** Where a replay begins or ends. */
export type Position = {
    readonly kind: 'beginning';
} | {
    readonly kind: 'time';
    readonly at_ms: number;
} | {
    readonly kind: 'offsets';
    readonly offsets: readonly TopicOffset[];
};
export interface TopicOffset {
    readonly topic: string;
    readonly partition: number;
    readonly offset: number;
}
export declare const position: Value<Position>;
