/** A person, as the person would put it: one name, one address, one number. */
export interface Guest {
    readonly index: number;
    readonly first_name: string;
    readonly last_name: string;
    /** Lower case, trimmed; no two guests share one. */
    readonly email: string;
    /** Country calling code and national digits. */
    readonly phone: {
        readonly code: string;
        readonly digits: string;
    };
    /** Position in VENUES of the place nearest to them. */
    readonly home: number;
}
/** The address that an office orders all its lunches with: one guest with as many orders as a small venue. */
export declare const HOUSE_ACCOUNT = 0;
/** The guest of that index (0, 1, 2 …) in the world of that seed. Any index is somebody. */
export declare function guest(seed: number, index: number): Guest;
/** Position in VENUES of the guest's nearest place, without making the whole guest. */
export declare function homeOf(seed: number, index: number): number;
