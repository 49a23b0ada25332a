/** What is to be closed, last opened first. Every part gets its turn, whatever the others do. */
export declare class Closing {
    #private;
    add(part: () => unknown): void;
    /** Rejects with the first failure, after all have had their turn. */
    run(): Promise<void>;
}
