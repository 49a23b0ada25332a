/**
 * Names as Kafka knows them. The prefix keeps deployments that share a cluster apart, so groups and transactional ids
 * carry it as well.
 */
export interface Names {
    wire(name: string): string;
    ours(wire: string): string;
}
export declare function namesWith(prefix: string): Names;
