import type { StatusSource } from '../runtime/http/status.ts';
import type { Output, Progress } from './output.ts';
/** A bar per stage, drawn anew. */
export declare function bars(output: Output, source: Pick<StatusSource, 'status'>): Progress;
