import { createHash } from 'node:crypto';

/**
 * What profiles and orders are joined by: the normalised address, else the client id, else nothing (null: no known
 * guest). The two cannot be mistaken for each other: a client id holds a `:` (`<upstream>:<id>`), an address does not.
 */
export function memberOf(email: string | null, client_id: string | null): string | null {
  return email ?? client_id;
}

/** The address a member is, or null for one that is a client id. */
export function emailOf(member: string): string | null {
  return member.includes(':') ? null : member;
}

/**
 * The guest a member is, unless a person decided otherwise: `g_` and the first 80 bits of its SHA-256 in hex, in SQL
 * `'g_' || left(sha256(member), 20)`. A function of the member alone, so any replay names the same guest. Not cheap
 * (1 µs and more): callers keep what they have asked once.
 */
export function guestIdOf(member: string): string {
  return `g_${createHash('sha256').update(member, 'utf8').digest('hex').slice(0, 20)}`;
}
