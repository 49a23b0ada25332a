/** Remembers, for ten minutes of the wall's time and 200 windows at most, as of which moment the pages of a window are cut. */
export declare class Snapshots {
    private readonly begun;
    /** The window's first page is read as of `at_ms`. */
    begin(key: string, at_ms: number): number;
    of(key: string): number | undefined;
    /** The oldest moment that is still remembered. */
    oldest_ms(): number | undefined;
    private forget;
}
