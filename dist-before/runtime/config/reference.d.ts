/** `docs/config.md`: every key with its default, its legal values and what it does. */
export declare function renderReference(): string;
