import type { Settings } from '../../runtime/config/load.ts';
import { type Check } from './check.ts';
/** What is legal but will not do what its author means. */
export declare function checkConfig({ config, file }: Settings): readonly Check[];
