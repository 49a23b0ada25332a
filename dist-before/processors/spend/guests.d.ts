/** The names of the guests of one partition, and of those who pay for them. A guest's number is given from outside. */
export declare class Guests {
    #private;
    get count(): number;
    /** NONE where there is no such guest. */
    find(guest_id: string): number;
    add(guest: number, guest_id: string): void;
    forget(guest: number): void;
    idOf(guest: number): string;
    numbers(): Iterable<number>;
    /** A member's number among those of the guest. */
    memberNumber(guest: number, member: string): number;
    memberOf(guest: number, number: number): string;
}
