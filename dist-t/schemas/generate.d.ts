import { type AvroRecord } from './avro.ts';
/** File name (without .avsc) → schema, in the order of the names. */
export declare function readSchemas(folder: string): Map<string, AvroRecord>;
export declare function renderSchemas(schemas: Map<string, AvroRecord>): string;
export declare function renderTypes(schemas: Map<string, AvroRecord>): string;
export declare function render(folder: string): Map<string, string>;
