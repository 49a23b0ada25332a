/** What profiles and orders are joined by: the normalised address, else the client id, else nothing: no known guest. */
export declare function memberOf(email: string | null, client_id: string | null): string | null;
/** The address that a member is, or null for one that is a client id. */
export declare function emailOf(member: string): string | null;
/**
 * The guest a member is, unless a person decided otherwise: `g_` and the first 80 bits of its SHA-256 in hex, in SQL
 * `'g_' || left(sha256(member), 20)`. A function of the member alone, so any replay names the same guest. Not cheap
 * (1 µs and more): callers keep what they have asked once.
 */
export declare function guestIdOf(member: string): string;
