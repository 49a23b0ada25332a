import type { Link } from './link.ts';
/** Kafka's session: a member that is not heard of for so long is out. */
export declare const SESSION_MS = 10000;
export interface Session {
    readonly generation: number;
    /** Partition numbers given to this member. */
    readonly partitions: readonly number[];
}
export interface GroupParts {
    readonly link: Link;
    /** As Kafka knows it. */
    readonly group: string;
    /** As Kafka knows them. */
    readonly topics: readonly string[];
    readonly partitions: number;
}
/** The requests of a group member, one attempt each. Throw kafkajs' errors. */
export declare class GroupRequests {
    #private;
    constructor(parts: GroupParts);
    /** Waits until all members have joined. One of them, the leader, says who gets what. */
    join(): Promise<Session>;
    beat({ generation }: Session): Promise<void>;
    leave(): Promise<void>;
    /** The group has dropped this member; it joins as a new one. */
    forget(): void;
}
