import { createHash } from 'node:crypto';
/** How a client id begins and no address does. */
const UPSTREAM = /^[a-z0-9_-]+:/;
/** What profiles and orders are joined by: the normalised address, else the client id, else nothing: no known guest. */
export function memberOf(email, client_id) {
    return email ?? client_id;
}
/** The address that a member is, or null for one that is a client id. */
export function emailOf(member) {
    return UPSTREAM.test(member) ? null : member;
}
/**
 * The guest a member is, unless a person decided otherwise: `g_` and the first 80 bits of its SHA-256 in hex, in SQL
 * `'g_' || left(sha256(member), 20)`. A function of the member alone, so any replay names the same guest. Not cheap
 * (1 µs and more): callers keep what they have asked once.
 */
export function guestIdOf(member) {
    return `g_${createHash('sha256').update(member, 'utf8').digest('hex').slice(0, 20)}`;
}
//# sourceMappingURL=identity.js.map