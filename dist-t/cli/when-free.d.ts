/** Makes attempts as long as another process has the warehouse open for a moment: another query, or one that starts. */
export declare function whenFree<T>(signal: AbortSignal, attempt: () => Promise<T>): Promise<T>;
