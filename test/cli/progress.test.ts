import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openProgress } from '../../cli/progress.ts';
import { stageLine } from '../../cli/stage-text.ts';
import type { StageStatus } from '../../runtime/http/status.ts';
import { someStatus } from '../http/some-status.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function stage(parts: Partial<StageStatus>): StageStatus {
  const spend = someStatus().stages.find(({ name }) => name === 'spend');
  return { ...spend!, ...parts };
}

test('a stage is told by what it does, and by how far behind it is', () => {
  expect(stageLine(stage({}))).toBe('spend: 1234 read, 0 written, lag 42, 2.5 s behind');
  expect(stageLine(stage({ lag: 0, freshness_ms: 0 }))).toBe('spend: 1234 read, 0 written, lag 0');
  expect(stageLine(stage({ role: 'producer', lag: null, freshness_ms: null, records_out: 7 }))).toBe(
    'spend: 7 written',
  );
  expect(stageLine(stage({ state: 'failed', detail: 'disk full' }))).toContain('spend: failed, disk full');
});

test('where nobody watches there is a line per stage now and then, and none where nothing has changed', () => {
  const lines: string[] = [];
  let stages = [stage({ name: 'payers' }), stage({ name: 'spend' })];
  const output = { print() {}, note: (line: string) => lines.push(line), pass() {}, interactive: false, columns: 80 };
  const progress = openProgress(output, { status: () => ({ ...someStatus(), stages }) });
  vi.advanceTimersByTime(5000);
  expect(lines.splice(0).map((line) => line.split(':')[0])).toEqual(['payers', 'spend']);
  vi.advanceTimersByTime(20_000);
  expect(lines).toEqual([]);
  stages = [stage({ name: 'payers' }), stage({ name: 'spend', lag: 0, freshness_ms: 0 })];
  progress.close();
  expect(lines).toEqual(['spend: 1234 read, 0 written, lag 0']);
  vi.advanceTimersByTime(600_000);
  expect(lines).toHaveLength(1);
});

test('a service that runs for a day does not fill a disk', () => {
  const lines: string[] = [];
  let records_in = 0;
  const output = { print() {}, note: (line: string) => lines.push(line), pass() {}, interactive: false, columns: 80 };
  const status = () => ({ ...someStatus(), stages: [stage({ records_in: ++records_in })] });
  const progress = openProgress(output, { status });
  vi.advanceTimersByTime(86_400_000);
  progress.close();
  expect(lines.length).toBeGreaterThan(100);
  expect(lines.length).toBeLessThan(400);
});
