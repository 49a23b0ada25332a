import type { Settings } from '../../runtime/config/load.ts';
import type { Check } from './check.ts';
/** Credentials, reachability and venues of each upstream of the config, as its own folder looks at them. */
export declare function checkUpstreams({ config, dataDir }: Settings): Promise<readonly Check[]>;
