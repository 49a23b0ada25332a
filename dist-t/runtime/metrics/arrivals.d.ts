/** When how much was there to be read: tells how old that is which is being read now. */
export declare class Arrivals {
    #private;
    see(end: number, at_ms: number): void;
    /** All has been read. */
    forget(): void;
    /** How long ago the record after the first `position` ones came; 0 where none has. */
    ageOf(position: number, now_ms: number): number;
}
