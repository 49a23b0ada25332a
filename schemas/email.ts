import { domainToASCII } from 'node:url';

/** Longer ones no mail server takes (RFC 5321: 64 before the @, 255 behind it). */
const LONGEST = 320;

/** One @ at least, the last one counting; no blanks or control characters; labels between dots behind it. */
const shape = /^[^\s\p{Cc}]+@[\p{L}\p{M}\p{N}_-]+(\.[\p{L}\p{M}\p{N}_-]+)*$/u;

/**
 * The address as guests are known by it: Unicode NFKC, trimmed, lower case, its domain in ASCII; dots and +tags stay.
 * Null where it is no address. Normalising twice changes nothing.
 */
export function normaliseEmail(text: string): string | null {
  if (text.length > LONGEST * 4) return null;
  const folded = text.normalize('NFKC').trim().toLowerCase().normalize('NFKC');
  if (!shape.test(folded)) return null;
  const at = folded.lastIndexOf('@');
  const domain = domainToASCII(folded.slice(at + 1));
  const address = `${folded.slice(0, at)}@${domain}`;
  return domain === '' || address.length > LONGEST ? null : address;
}
