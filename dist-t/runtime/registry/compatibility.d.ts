import { type Avro } from '../../schemas/avro.ts';
/** What stands in the way of reading with one schema what another wrote. */
export interface Incompatibility {
    /** `checks[].covers`; empty for the record itself. */
    readonly field: string;
    readonly problem: string;
}
/** Empty where `reader` reads everything that `writer` wrote. */
export declare function incompatibilities(reader: Avro, writer: Avro, field?: string): Incompatibility[];
