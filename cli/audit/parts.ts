import {
  isWritable,
  type Naming,
  namesOf,
  type Processing,
  profileShows,
  profileWants,
  sharedIn,
  WRITABLE,
} from '../../pipeline.ts';
import { guestsSql } from '../../processors/guests.sql.ts';
import { historySql, loyaltySql, spendSql } from '../../processors/reference.sql.ts';
import { windowOf } from '../../processors/settings.ts';
import { eventsSql } from '../../processors/versions.sql.ts';
import { answersSql, wantsSql, writtenProfilesSql } from '../../processors/wants.sql.ts';
import { isDeleted } from '../../processors/write-back/names.ts';
import type { Codec } from '../../runtime/codec/codec.ts';
import type { Row } from '../../runtime/duckdb/rows.ts';
import type { Log } from '../../runtime/log/types.ts';
import { groupOf } from '../../runtime/tasks/processors.ts';
import { isRebuilding } from '../../runtime/tasks/rebuild.ts';
import type { AnyProcessor } from '../../runtime/types.ts';
import type { WrittenBack } from '../../sinks/audit/patches.ts';
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

/** Null: nothing is, as the config says. */
export function writtenBackOf(processing: Naming & Pick<Processing, 'writeBack'>): WrittenBack | null {
  if (processing.writeBack.mode === 'off') return null;
  const names = namesOf(processing);
  const shared = sharedIn(processing);
  const text = (value: Row[string] | undefined) => (typeof value === 'string' ? value : null);
  const members = { profiles: 'store.guest_profiles', guest_members: 'main.guest_members' };
  return {
    wants: wantsSql({
      written_profiles: `(${writtenProfilesSql({ ...members, writable: WRITABLE })})`,
      ...{ guest_spend: 'main.guest_spend', loyalty_changes: 'main.loyalty_changes' },
      guest_reservations: 'store."_guest_reservations"',
      answers: `(${answersSql({ responses: 'store.survey_responses', profiles: 'store.guest_profiles', members: 'main.guest_members' })})`,
      rules: processing.enrichment.fieldMap,
    }),
    isWritten: isWritable,
    wanted: (row) => profileWants(names, row),
    isShared: (field) => field in shared,
    shown({ custom_fields, tags, extra }) {
      const profile = { custom_fields: text(custom_fields), tags: text(tags), extra: text(extra) };
      return isDeleted(profile) ? null : profileShows(names, profile);
    },
  };
}

/** The processors whose results are compared, as the log knows them, whoever runs them. */
export function stagesOf(log: Log, codec: Codec, processors: readonly AnyProcessor[]): readonly Stage[] {
  return processors.map(({ name, inputs }) => ({
    name,
    inputs: inputs.map((topic) => topic.name),
    positions: (topic) => log.committed(groupOf(name), topic),
    rebuilding: () => isRebuilding(log, codec, name),
  }));
}
