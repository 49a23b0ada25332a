import { type Settings } from '../runtime/config/load.ts';
import { type Check } from './checks/check.ts';
import type { OpenedWarehouse } from './query.ts';
/** The component that has the warehouse open while a pipeline runs. */
export declare const SINK = "duckdb";
/** Where the warehouse of the config, or of an instance, lies. */
export declare function warehousePath(settings: Settings, instance?: string): string;
/**
 * Opens it where no pipeline has it open; with empty tables where there is none yet. Failure `warehouse_locked` while
 * another process has it.
 */
export declare function openForReading(settings: Settings, instance?: string): Promise<OpenedWarehouse>;
/** Whether it can be opened, and what its orders tell of venues that the config does not know. */
export declare function checkWarehouse(settings: Settings, signal: AbortSignal): Promise<readonly Check[]>;
