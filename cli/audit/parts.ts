import type { Processing } from '../../pipeline.ts';
import { guestsSql } from '../../processors/guests.sql.ts';
import { historySql, loyaltySql, spendSql } from '../../processors/reference.sql.ts';
import { windowOf } from '../../processors/settings.ts';
import { eventsSql } from '../../processors/versions.sql.ts';
import type { Codec } from '../../runtime/codec/codec.ts';
import type { Log } from '../../runtime/log/types.ts';
import { groupOf } from '../../runtime/tasks/processors.ts';
import { isRebuildable, isRebuilding } from '../../runtime/tasks/rebuild.ts';
import type { AnyProcessor } from '../../runtime/types.ts';
import type { Recomputation } from '../../sinks/audit/recomputed.ts';
import type { Stage } from '../../sinks/audit/stages.ts';

/** Whose ticks guest_spend goes by. */
export const clocked = { name: 'spend', group: groupOf('spend') };

/** The numbers once more, as plain SQL. */
export function recomputationOf({
  enrichment: settings,
  venues,
}: Pick<Processing, 'enrichment' | 'venues'>): Recomputation {
  return {
    events: (versions) => eventsSql({ versions }),
    guests: (inputs, relation) => guestsSql({ ...inputs, venues }, relation),
    history: (inputs) => historySql(inputs, settings),
    spend: (inputs, tick_ms) => spendSql(inputs, settings, tick_ms),
    loyalty: (inputs) => loyaltySql(inputs, settings),
    guestOf: (member) => `('g_' || left(sha256(${member}), 20))`,
    window_ms: windowOf(settings),
  };
}

/** The processors whose results are compared, as the log knows them, whoever runs them. Logs of acts are not. */
export function stagesOf(log: Log, codec: Codec, processors: readonly AnyProcessor[]): readonly Stage[] {
  return processors.filter(isRebuildable).map(({ name, inputs }) => ({
    name,
    inputs: inputs.map((topic) => topic.name),
    positions: (topic) => log.committed(groupOf(name), topic),
    rebuilding: () => isRebuilding(log, codec, name),
  }));
}
