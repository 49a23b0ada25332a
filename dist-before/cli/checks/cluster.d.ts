import type { Settings } from '../../runtime/config/load.ts';
import { type Check } from './check.ts';
/** The brokers and the registry of the config, or the local ones where they run. */
export declare function checkCluster(settings: Settings): Promise<readonly Check[]>;
