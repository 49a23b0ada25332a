/** HMAC-SHA256 over the parts as if they were one; strings are taken as UTF-8. */
export declare function hmacSha256(secret: string | Buffer, ...parts: readonly (string | Buffer)[]): Buffer;
/**
 * Whether a signature as received, in that encoding, is the expected one, in a time that does not depend on where they
 * differ. The texts are compared, not what they decode to: decoding passes over what is behind the signature.
 */
export declare function isSignature(received: string | undefined, encoding: 'base64' | 'hex', expected: Buffer): boolean;
export interface StandardWebhook {
    /** `whsec_` and Base64 of 24 to 64 bytes. */
    readonly secret: string;
    /** Lower-case names. */
    readonly headers: Readonly<Record<string, string | undefined>>;
    readonly body: Buffer;
    readonly now_ms: number;
}
/**
 * Standard Webhooks 1.0.0 (github standard-webhooks/standard-webhooks, spec/standard-webhooks.md): `webhook-signature`
 * holds `v1,<Base64>` items separated by blanks, each an HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`;
 * one that fits is enough, so that secrets can be rotated. Returns what is wrong, or null.
 */
export declare function standardWebhookProblem({ secret, headers, body, now_ms }: StandardWebhook): string | null;
