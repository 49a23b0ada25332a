import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { planLines, planOf } from '../../cli/write-back/planned.ts';
import { appliedLines, exitCodeOf } from '../../cli/write-back/report.ts';
import type { ProfilePatch } from '../../schemas/generated/types.ts';
import { regulars } from './regulars.ts';

function patch(client_id: string, fields: object, over: Partial<ProfilePatch> = {}): ProfilePatch {
  const causes = JSON.stringify([{ topic: 'guest_spend', partition: 2, offset: 41 }]);
  const nothing = { attempts: 0, http_status: null, acknowledged_at: null };
  const ids = { patch_id: `${client_id}/1`, client_id, guest_id: 'g_1' };
  return { ...ids, ...nothing, causes, fields: JSON.stringify(fields), status: 'planned', created_at: 0, ...over };
}

const visits = { regulars_visits: { before: '', after: '3' }, 'tag:Loyalty': { before: 'member', after: '' } };
const told = { mode: 'plan', requests_per_second: { sevenrooms: 10 } } as const;

describe('a plan', () => {
  test('shows each field from what to what, the records behind it, and what it comes to', () => {
    expect(planLines(planOf(told, [patch('sevenrooms:a', visits)]))).toEqual([
      'sevenrooms:a (g_1)',
      '  regulars_visits  (empty) → 3',
      '  tag:Loyalty      member → (empty)',
      '  because of guest_spend/2@41',
      expect.stringContaining('1 PATCH for sevenrooms: at least 1 s at 10 requests a second, one request each; polls'),
      'to send them: regulars apply',
    ]);
  });

  test('counts the time by upstream, with what the limit really lets through', () => {
    const many = Array.from({ length: 36_000 }, (_, n) => patch(`sevenrooms:${n}`, visits));
    const { sending } = planOf(told, [...many, patch('other:1', visits)]);
    expect(sending).toEqual([
      { upstream: 'sevenrooms', patches: 36_000, requests_per_second: 10, seconds: 3_960 },
      { upstream: 'other', patches: 1, requests_per_second: null, seconds: null },
    ]);
    const lines = planLines(planOf(told, many));
    expect(lines.at(-2)).toContain('36,000 PATCHes for sevenrooms: at least 1 h 6 min at');
  });

  test('says what is under way, and that nothing is planned', () => {
    expect(planLines(planOf(told, [patch('sevenrooms:a', visits, { status: 'sent' })]))[0]).toContain('under way');
    expect(planLines(planOf(told, []))).toHaveLength(1);
  });
});

test('apply lists what was rejected with the reason, and ends with 1 then', () => {
  const one = { patch_id: 'sevenrooms:a/1', client_id: 'sevenrooms:a', guest_id: 'g_1', fields: ['regulars_visits'] };
  const report = { open: 3, acknowledged: 1, unchanged: 1, through: true, rejected: [{ ...one, http_status: 422 }] };
  expect(appliedLines(report).slice(0, 2)).toEqual([
    '1 PATCH acknowledged, 1 PATCH not needed any more, 1 rejected',
    '  sevenrooms:a (g_1): 422 Unprocessable Entity: regulars_visits',
  ]);
  expect([exitCodeOf(report), exitCodeOf({ ...report, rejected: [] })]).toEqual([1, 0]);
});

describe('without a pipeline', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'regulars-plan-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const sevenrooms = { clientId: 'id', clientSecret: 'secret', venueGroupId: 'group' };
  async function failing(words: readonly string[], config: object): Promise<readonly [number | null, string]> {
    writeFileSync(join(folder, 'regulars.config.json'), JSON.stringify(config));
    const { code, err } = await regulars(words, folder);
    return [code, err.trimEnd().split('\n').at(-1) ?? ''];
  }

  test.each(['plan', 'apply'])('%s in mode off ends with 1 and says what to do', async (command) => {
    const [code, last] = await failing([command], { writeBack: { mode: 'off' }, upstreams: { sevenrooms } });
    expect([code, last]).toEqual([1, expect.stringMatching(/writeBack.mode is "off".*set it to "plan"/)]);
  });

  test('apply with nobody to write to ends with 1, with a field that is not ours with 2', async () => {
    expect(await failing(['apply'], {})).toEqual([1, expect.stringContaining('add upstreams.sevenrooms')]);
    const [code, last] = await failing(['apply', '--field', 'visits'], { upstreams: { sevenrooms } });
    expect([code, last]).toEqual([2, expect.stringMatching(/--field: "visits"; legal: regulars_spend_90d, /)]);
  });
});
