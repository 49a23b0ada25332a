import type { Settings } from '../runtime/config/load.ts';
import type { Queries } from '../runtime/duckdb/query.ts';
import { type Command } from './command.ts';
export interface QueryParts {
    /** The component that has the warehouse open while a pipeline runs. */
    readonly sink: string;
    /** Opens the warehouse of the config for reading, where no pipeline has it open. */
    open(settings: Settings, instance: string | undefined): Promise<OpenedWarehouse>;
}
export interface OpenedWarehouse {
    readonly queries: Pick<Queries, 'query'>;
    close(): void;
}
export declare function queryCommand({ sink, open }: QueryParts): Command;
