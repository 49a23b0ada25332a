import { type SpendSettings } from '../../processors/settings.ts';
import type { Codec } from '../../runtime/codec/codec.ts';
import type { Log } from '../../runtime/log/types.ts';
import type { AnyProcessor } from '../../runtime/types.ts';
import type { Recomputation } from '../../sinks/audit/recomputed.ts';
import type { Stage } from '../../sinks/audit/stages.ts';
/** Whose ticks guest_spend goes by. */
export declare const clocked: {
    name: string;
    group: string;
};
/** The numbers once more, as plain SQL. */
export declare function recomputationOf(settings: SpendSettings): Recomputation;
/** The processors as the log knows them, whoever runs them. */
export declare function stagesOf(log: Log, codec: Codec, processors: readonly AnyProcessor[]): readonly Stage[];
