import type { RecordBatch } from '../../runtime/log/types.ts';
import type { SinkContext } from './context.ts';
/**
 * What the sink does while it is in its group: decodes batches of all topics and partitions, lets them gather, and
 * writes what has gathered as one transaction, positions included.
 */
export declare class Filling {
    #private;
    constructor(context: SinkContext, fail: (error: unknown) => void);
    enter(partition: number): void;
    /** Takes nothing more of this partition, and forgets what waits of it. Resolves `true` when it was the last one. */
    exit(partition: number): Promise<boolean>;
    records(batch: RecordBatch): Promise<void>;
    flush(): Promise<void>;
    between<T>(act: () => Promise<T>): Promise<T>;
    close(): Promise<void>;
}
