/** What is due when, by number: a binary heap, the earliest first. */
export declare class Expiries {
    #private;
    /** The earliest instant; Infinity: there is nothing. */
    get next_at(): number;
    push(at: number, what: number): void;
    /** Takes the earliest out; there must be one. */
    pop(): number;
}
