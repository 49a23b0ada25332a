import { createHmac, timingSafeEqual } from 'node:crypto';
/** HMAC-SHA256 over the parts as if they were one; strings are taken as UTF-8. */
export function hmacSha256(secret, ...parts) {
    const hmac = createHmac('sha256', secret);
    for (const part of parts)
        hmac.update(part);
    return hmac.digest();
}
/**
 * Whether a signature as received, in that encoding, is the expected one, in a time that does not depend on where they
 * differ. The texts are compared, not what they decode to: decoding passes over what is behind the signature.
 */
export function isSignature(received, encoding, expected) {
    if (received === undefined)
        return false;
    const text = Buffer.from(encoding === 'hex' ? received.trim().toLowerCase() : received.trim());
    const fitting = Buffer.from(expected.toString(encoding));
    return timingSafeEqual(text.length === fitting.length ? text : Buffer.alloc(fitting.length), fitting);
}
const TOLERANCE_MS = 5 * 60_000;
/**
 * Standard Webhooks 1.0.0 (github standard-webhooks/standard-webhooks, spec/standard-webhooks.md): `webhook-signature`
 * holds `v1,<Base64>` items separated by blanks, each an HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`;
 * one that fits is enough, so that secrets can be rotated. Returns what is wrong, or null.
 */
export function standardWebhookProblem({ secret, headers, body, now_ms }) {
    const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
    if (id === undefined || timestamp === undefined || signatures === undefined)
        return 'signature_missing';
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    const expected = hmacSha256(key, `${id}.${timestamp}.`, body);
    const items = signatures.split(' ').filter((item) => item.startsWith('v1,'));
    const fits = items.map((item) => isSignature(item.slice(3), 'base64', expected));
    if (!fits.includes(true))
        return 'signature_wrong';
    const off_ms = Math.abs(Number(timestamp) * 1000 - now_ms);
    return off_ms <= TOLERANCE_MS ? null : 'signed_at_another_time';
}
//# sourceMappingURL=signature.js.map