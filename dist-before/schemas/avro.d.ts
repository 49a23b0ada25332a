/** The part of Avro's schema language that `schemas/*.avsc` uses. */
export type Avro = string | readonly Avro[] | AvroRecord | AvroArray | AvroMap | AvroLogical;
export interface AvroRecord {
    readonly type: 'record';
    readonly name: string;
    readonly namespace?: string;
    readonly doc: string;
    readonly fields: readonly AvroField[];
}
export interface AvroField {
    readonly name: string;
    readonly type: Avro;
    readonly doc: string;
    readonly default?: unknown;
    /** The string holds JSON: a JSON column in the warehouse. */
    readonly json?: boolean;
}
export interface AvroArray {
    readonly type: 'array';
    readonly items: Avro;
}
export interface AvroMap {
    readonly type: 'map';
    readonly values: Avro;
}
export interface AvroLogical {
    readonly type: 'long' | 'int';
    readonly logicalType: 'timestamp-millis' | 'date';
}
export declare function isUnion(type: Avro): type is readonly Avro[];
