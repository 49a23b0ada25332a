import type { Output } from '../output.ts';
import type { Format, ResultWriter } from './result.ts';
export declare function resultWriter(format: Format, output: Output): ResultWriter;
