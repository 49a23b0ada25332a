/** Given names and surnames of the guests, with the spellings that a city has: accents, other scripts, particles. */
export declare const FIRST: readonly string[];
export declare const LAST: readonly string[];
/** Reserved for examples by RFC 2606, so that no address here is anybody's. */
export declare const DOMAINS: readonly string[];
/** The names as they go into an address: lower case ASCII letters, 'guest' for those written in another script. */
export declare const FIRST_IN_ASCII: readonly string[];
export declare const LAST_IN_ASCII: readonly string[];
