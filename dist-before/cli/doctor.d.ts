import type { Settings } from '../runtime/config/load.ts';
import { type Check } from './checks/check.ts';
import { type Command } from './command.ts';
export interface DoctorParts {
    /** Credentials, reachability and venues of each upstream of the config. */
    checkUpstreams(settings: Settings): Promise<readonly Check[]>;
    /** Whether it can be opened, and what its orders tell of venues that the config does not know. */
    checkWarehouse(settings: Settings, signal: AbortSignal): Promise<readonly Check[]>;
}
export declare function doctorCommand({ checkUpstreams, checkWarehouse }: DoctorParts): Command;
