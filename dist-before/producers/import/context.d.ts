import type { Config } from '../../runtime/config/schema.ts';
import type { Row } from './row.ts';
/** Something odd in a row that is imported all the same. */
export type Warning = 'unusable_email';
/** What the rows of a file are read with. */
export interface ImportContext {
    readonly venues: Config['venues'];
    warn(warning: Warning): void;
}
export declare function moneyOr0(row: Row, name: string): number;
export declare function money(row: Row, name: string): number;
export declare function versionOrNull(row: Row): number | null;
export declare const PEOPLE: {
    from: number;
    to: number;
};
/** Normalised. An address that is none is a warning: nobody is known by it. */
export declare function emailOf(row: Row, { warn }: ImportContext): string | null;
/** E.164 where it parses: in the venue's country, else in that of all venues where they have one in common. */
export declare function phoneIn(row: Row, { venues }: ImportContext, venue_id?: string): string | null;
export declare function businessDate(at_ms: number, venue_id: string, { venues }: ImportContext): number;
