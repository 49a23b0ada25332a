/** What may not be in a log line: secrets, and how a guest is reached (contract: no secret, no contact data). */
export interface Scrubber {
    /** The text without secrets, e-mail addresses and phone numbers. */
    text(text: string): string;
    /** The same for any value, as plain JSON; cycles, getters that throw and endless depth included. Never throws. */
    value(value: unknown): unknown;
}
/** `secrets`: values that are hidden wherever they stand, also as Base64 or inside of an address. */
export declare function scrubber(secrets: readonly string[]): Scrubber;
