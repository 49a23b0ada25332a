/**
 * The address as guests are known by it: Unicode NFKC, trimmed, lower case, its domain in ASCII; dots and +tags stay.
 * Null where it is no address: a domain has a dot and is no IP address, so that the `none@none` of a till joins nobody.
 * Normalising twice changes nothing, and no address looks like an id `<upstream>:<id>`.
 */
export declare function normaliseEmail(text: string): string | null;
