/** What is known of a client's login, by every process that uses the data directory. */
export interface Login {
    readonly token: string | null;
    /** Epoch ms. */
    readonly expires_at_ms: number;
    /** When a token was asked for, whether one came or not; epoch ms, oldest first. */
    readonly asked_at_ms: readonly number[];
}
/** Keeps a {@link Login} in a file that its owner alone may read, replaced as a whole. */
export declare class TokenFile {
    private readonly folder;
    private readonly path;
    /** One file for each client at each address. */
    constructor(dataDir: string, baseUrl: string, clientId: string);
    /** None where there is no file, or one that nobody can read. */
    read(): Promise<Login>;
    write(login: Login): Promise<void>;
    /** Runs the task while no other process does. The lock of a process that died is taken over. */
    alone<T>(task: () => Promise<T>): Promise<T>;
}
