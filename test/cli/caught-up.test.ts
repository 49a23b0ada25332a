import { expect, test } from 'vitest';
import { untilCaughtUp } from '../../cli/pipeline/caught-up.ts';
import { Failure } from '../../runtime/failures.ts';
import { openMemoryLog } from '../../runtime/log/memory.ts';
import { topics } from '../../schemas/topics.ts';
import type { ProfilePatches, ProfilePatchesStatus } from '../../sinks/profile-patches/sink.ts';
import { recordFor, write } from '../tasks/fixture.ts';

const idle = {
  name: 'profile-patches',
  state: 'running',
  error: undefined,
  lag: {},
  tick_ms: null,
  rebuilding: [],
  waits_for: null,
} as const;

/** A sink that shows what it is told to. */
function sinkOf(status: () => Partial<ProfilePatchesStatus>): ProfilePatches {
  return { name: idle.name, stop: async () => {}, status: () => ({ ...idle, inputs: [], troubles: [], ...status() }) };
}

const outcome = { client_id: 'sevenrooms:ann', patch_id: 'sevenrooms:ann/1', fields: '{}', attempts: 1, at: 0 };
const answered = { ...outcome, status: 'acknowledged', http_status: 200, version: null, shown: null };
const topic = topics.profile_patches.name;

test('an upstream that has taken no PATCH for a minute ends it, by name', async () => {
  const log = openMemoryLog({ partitions: 1 });
  const failure = new Failure('retry', 'unavailable');
  const troubles = [{ upstream: 'sevenrooms', since_ms: Date.now() - 61_000, attempts: 3, failure }];
  const sink = sinkOf(() => ({ troubles }));
  const waiting = untilCaughtUp(
    { log, sources: undefined, stages: [sink], profilePatches: sink, clock: 'wall' },
    new AbortController().signal,
  );
  await expect(waiting).rejects.toThrow('sevenrooms cannot be written');
});

test('a PATCH that was answered meanwhile is waited for with all that may follow it', async () => {
  const log = openMemoryLog({ partitions: 1 });
  let rounds = 0;
  const patched = sinkOf(() => ({ inputs: [{ topic, partition: 0, position: 0, end: 0 }] }));
  const stage = {
    ...patched,
    name: 'members',
    status: () => {
      // The first round finds a PATCH that is answered while it looks.
      if (rounds++ === 0) void write(log, [recordFor(topics.patch_outcomes, answered)].map(first));
      return { ...patched.status(), inputs: [] };
    },
  };
  const first = (record: ReturnType<typeof recordFor>) => ({ ...record, partition: 0 });
  const sink = sinkOf(() => ({}));
  const common = { log, sources: undefined, stages: [stage, sink], clock: 'wall' } as const;
  await untilCaughtUp({ ...common, profilePatches: undefined }, new AbortController().signal);
  const without = rounds;
  rounds = 0;
  await untilCaughtUp({ ...common, profilePatches: sink }, new AbortController().signal);
  expect(rounds).toBe(2 * without);
});
