import type { StatusSource } from '../runtime/http/status.ts';
import type { Output, Progress } from './output.ts';
export declare function openProgress(output: Output, source: Pick<StatusSource, 'status'>): Progress;
