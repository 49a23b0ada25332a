/** Something that a kitchen sells. Prices are as the menu shows them, in minor units of the venue's currency. */
export interface Dish {
    readonly name: string;
    readonly price_minor: number;
    readonly course: Course;
    /** Place on the whole menu, from 0. */
    readonly position: number;
}
export interface Extra {
    readonly name: string;
    readonly price_minor: number;
}
export type Course = 'drink' | 'starter' | 'main' | 'dessert';
export declare const EXTRAS: readonly Extra[];
export type Menu = Readonly<Record<Course, readonly Dish[]>>;
/** What each venue sells, by venue id. */
export declare const MENUS: Readonly<Record<string, Menu>>;
