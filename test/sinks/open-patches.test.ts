import { expect, test } from 'vitest';
import type { ProfilePatch } from '../../schemas/generated/types.ts';
import { OpenPatches } from '../../sinks/profile-patches/open-patches.ts';

const admit = () => true;

function open(): OpenPatches {
  const chooses = ({ fields }: ProfilePatch) => fields.includes('visits');
  return new OpenPatches({ settle_ms: 0, held: 10, chooses, now_ms: () => 100 });
}

function planned(client_id: string, field: string): ProfilePatch {
  const nothing = { attempts: 0, http_status: null, acknowledged_at: null, causes: '[]', created_at: 1 };
  const fields = JSON.stringify({ [field]: { before: '', after: '1' } });
  return { ...nothing, patch_id: `${client_id}/1`, client_id, guest_id: 'g_1', status: 'planned', fields };
}

function taken(patches: OpenPatches): readonly string[] {
  return patches.take({ below: 1_000, admit }).map(({ client_id }) => client_id);
}

test('what is not chosen is not taken, does not hold up others, and is open for whoever comes next', () => {
  const patches = open();
  patches.row(planned('ann', 'spend'), 5, 0);
  patches.row(planned('bob', 'visits'), 6, 0);
  expect(taken(patches)).toEqual(['bob']);
  expect(patches.due_ms).toBe(Number.POSITIVE_INFINITY);
  patches.row({ ...planned('bob', 'visits'), status: 'acknowledged' }, 7, 0);
  expect(patches.from({ ledger: 8, outcomes: 3 })).toEqual({ ledger: 5, outcomes: 0 });
});

test('a patch that changes is chosen anew, and taken once', () => {
  const patches = open();
  patches.row(planned('ann', 'visits'), 5, 0);
  patches.row(planned('ann', 'spend'), 6, 0);
  expect(taken(patches)).toEqual([]);
  patches.row(planned('ann', 'visits'), 7, 0);
  expect([taken(patches), taken(patches)]).toEqual([['ann'], []]);
});

test('one that was given back and is not chosen any more is not taken again', () => {
  const patches = open();
  patches.row(planned('ann', 'visits'), 5, 0);
  const [patch] = patches.take({ below: 1_000, admit });
  patches.back(patch!);
  patches.row(planned('ann', 'spend'), 6, 0);
  expect(taken(patches)).toEqual([]);
  patches.row(planned('ann', 'visits'), 7, 0);
  expect([taken(patches), taken(patches)]).toEqual([['ann'], []]);
});
