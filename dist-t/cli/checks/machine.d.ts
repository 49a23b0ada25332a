import type { Settings } from '../../runtime/config/load.ts';
import { type Check } from './check.ts';
/** Node, disk and memory; Java and Maven where the local stack needs them. */
export declare function checkMachine(settings: Settings): Promise<readonly Check[]>;
export declare function checkNode(version: string): Check;
