import { historySql, loyaltySql, spendSql } from '../../processors/reference.sql.js';
import { windowOf } from '../../processors/settings.js';
import { groupOf } from '../../runtime/tasks/processors.js';
import { isRebuilding } from '../../runtime/tasks/rebuild.js';
/** Whose ticks guest_spend goes by. */
export const clocked = { name: 'spend', group: groupOf('spend') };
/** The numbers once more, as plain SQL. */
export function recomputationOf(settings) {
    return {
        history: (inputs) => historySql(inputs, settings),
        spend: (inputs, tick_ms) => spendSql(inputs, settings, tick_ms),
        loyalty: (inputs) => loyaltySql(inputs, settings),
        guestOf: (member) => `('g_' || left(sha256(${member}), 20))`,
        window_ms: windowOf(settings),
    };
}
/** The processors as the log knows them, whoever runs them. */
export function stagesOf(log, codec, processors) {
    return processors.map(({ name, inputs }) => ({
        name,
        inputs: inputs.map((topic) => topic.name),
        positions: (topic) => log.committed(groupOf(name), topic),
        rebuilding: () => isRebuilding(log, codec, name),
    }));
}
//# sourceMappingURL=parts.js.map