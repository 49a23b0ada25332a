/** Numbers for names that come up again and again: venues, currencies. Never forgets one. */
export declare class Names {
    #private;
    idOf(name: string): number;
    nameOf(id: number): string;
}
