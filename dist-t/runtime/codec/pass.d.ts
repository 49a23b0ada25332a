import { type Avro } from '../../schemas/avro.ts';
import type { AvroCursor } from './avro-cursor.ts';
export type Pass = (cursor: AvroCursor) => void;
/** Reads over a value of the type. Throws NotAvro where there is none. */
export declare function passOver(type: Avro): Pass;
