/** Makes attempts for as long as they fail with `retry`, no longer than `within_ms`; throws the last failure. */
export declare function asking<T>(within_ms: number, attempt: () => Promise<T>): Promise<T>;
