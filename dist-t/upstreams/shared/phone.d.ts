/**
 * E.164 where the number parses, else as received (trimmed). Read in this order: with its own `+`, with the calling
 * code that the upstream gives beside it (`1`, `+49`), as dialled in the venue's country (ISO 3166-1 alpha-2). A number
 * parses when its length is one that the country's numbers have. Null where there is nothing.
 */
export declare function phoneOf(received: string, country: string, callingCode?: string | null): string | null;
