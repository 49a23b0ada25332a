import { domainToASCII } from 'node:url';
/** UTF-8 bytes that a mail server takes (RFC 5321 §4.5.3.1): before the @, and in all. */
const LONGEST_LOCAL = 64;
const LONGEST = 254;
/** A dot-atom, dots anywhere, or a quoted string; no blanks, controls or invisible characters in either. */
const LOCAL = /^(?:[^\s\p{Z}\p{Cc}\p{Cf}\p{Cs}"(),:;<>@[\\\]]+|"[^\s\p{Z}\p{Cc}\p{Cf}\p{Cs}"\\]+")$/u;
/** Labels between dots, in any script, and nothing that `domainToASCII` would read as a path or port. */
const DOMAIN = /^[\p{L}\p{M}\p{N}_-]+(?:[.\u3002][\p{L}\p{M}\p{N}_-]+)+$/u;
const IP_ADDRESS = /\.\d+$/;
/**
 * The address as guests are known by it: Unicode NFKC, trimmed, lower case, its domain in ASCII; dots and +tags stay.
 * Null where it is no address: a domain has a dot and is no IP address, so that the `none@none` of a till joins nobody.
 * Normalising twice changes nothing, and no address looks like an id `<upstream>:<id>`.
 */
export function normaliseEmail(text) {
    if (text.length > 4 * LONGEST)
        return null;
    const folded = fold(text);
    const at = folded.lastIndexOf('@');
    const local = folded.slice(0, Math.max(at, 0));
    const domain = asciiDomain(folded.slice(at + 1));
    if (!LOCAL.test(local) || domain === null)
        return null;
    const email = `${local}@${domain}`;
    return Buffer.byteLength(local) > LONGEST_LOCAL || Buffer.byteLength(email) > LONGEST ? null : email;
}
/** Lower case may leave NFKC, and blanks may come out of it: once more, until nothing changes. */
function fold(text) {
    const folded = text.normalize('NFKC').toLowerCase().normalize('NFKC').trim();
    return folded === text ? text : fold(folded);
}
function asciiDomain(domain) {
    if (!DOMAIN.test(domain))
        return null;
    const ascii = domainToASCII(domain);
    return DOMAIN.test(ascii) && !IP_ADDRESS.test(ascii) ? ascii : null;
}
//# sourceMappingURL=email.js.map