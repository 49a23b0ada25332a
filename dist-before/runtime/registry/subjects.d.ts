import { Failure } from '../failures.ts';
/** The part of the registry's REST API that the package does not have: levels and versions. */
export interface Subjects {
    /** Of all deployments. */
    names(): Promise<string[]>;
    /** Undefined where the subject has no compatibility level of its own. */
    level(subject: string): Promise<string | undefined>;
    setLevel(subject: string, level: string): Promise<void>;
    /** Every schema registered under the subject, oldest first; none where there is no such subject. */
    schemas(subject: string): Promise<{
        readonly version: number;
        readonly schema: unknown;
    }[]>;
    /** The schema behind an id. */
    schema(id: number): Promise<unknown>;
}
export interface RegistryAddress {
    /** Without user and password. */
    readonly url: string;
    readonly auth?: {
        readonly username: string;
        readonly password: string;
    };
}
/** User and password may stand in the URL. */
export declare function addressOf(url: string): RegistryAddress;
export declare function subjectsAt(address: RegistryAddress): Subjects;
/** Also for what the package throws: it carries the status. */
export declare function refused(status: number, doing: string, text: string): Failure;
