import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../runtime/failures.ts';
import type { SurveyResponse } from '../../../schemas/generated/types.ts';
import type { ResponsePages, ResponsesPage, ResponsesQuery } from '../../../upstreams/typeform/api.ts';
import { linkedIds } from '../../../upstreams/typeform/config.ts';
import { responsesSource } from '../../../upstreams/typeform/responses-source.ts';
import { Reading } from '../contract.ts';
import { response } from './sample.ts';

const MINUTE_MS = 60_000;
const START_MS = Date.parse('2026-05-09T00:00:00Z');

interface Kept {
  readonly token: string;
  readonly submitted_ms: number;
  readonly shown_ms: number;
}

/** A box of responses, newest first, some of which turn up late. Time is its own. */
class Box implements ResponsePages {
  now_ms = START_MS;
  readonly asked: ResponsesQuery[] = [];
  private kept: Kept[] = [];

  submit(token: string, late_ms = 0): this {
    this.now_ms += 1000;
    this.kept.push({ token, submitted_ms: this.now_ms, shown_ms: this.now_ms + late_ms });
    return this;
  }

  delete(token: string): void {
    this.kept = this.kept.filter((one) => one.token !== token);
  }

  async responses(_: string, query: ResponsesQuery, size: number): Promise<ResponsesPage> {
    this.asked.push(query);
    const { since = 0, until = Number.POSITIVE_INFINITY, before } = query;
    const shown = this.kept
      .filter(({ shown_ms, submitted_ms }) => shown_ms <= this.now_ms && submitted_ms >= since * 1000)
      .filter(({ submitted_ms }) => submitted_ms <= until * 1000)
      .toSorted((a, b) => b.submitted_ms - a.submitted_ms);
    const place = shown.findIndex(({ token }) => token === before);
    if (before !== undefined && place < 0) throw new Failure('poison', 'bad_request');
    const left = shown.slice(place + 1);
    const items = left
      .slice(0, size)
      .map(({ token, submitted_ms }) => response({ token, submitted_at: new Date(submitted_ms).toISOString() }));
    return { items, total: left.length };
  }

  tokens(): Set<string> {
    return new Set(this.kept.map(({ token }) => `typeform:${token}`));
  }
}

const sourceOf = (box: Box) =>
  responsesSource(
    box,
    { pollSeconds: 1, since: { kind: 'beginning' } },
    { form_id: 'f', ids: linkedIds([]), page_size: 3 },
  );

const reading = () => new Reading((value) => ({ key: (value as SurveyResponse).response_id, version: 1 }));
const many = (box: Box, from: number, to: number) => {
  for (let n = from; n < to; n++) box.submit(`t${n}`);
};

describe('the responses of a form', () => {
  it('are asked for page by page, each by the last token of the one before', async () => {
    const [box, read] = [new Box(), reading()];
    many(box, 0, 7);
    await read.poll(sourceOf(box), box.now_ms);
    expect(box.asked).toEqual([{}, { before: 't4' }, { before: 't1' }]);
    expect(read.values).toHaveLength(7);
  });

  it('are asked for from an hour before the last scan on', async () => {
    const [box, read] = [new Box(), reading()];
    await read.poll(sourceOf(box), box.now_ms);
    await read.poll(sourceOf(box), box.now_ms);
    expect(box.asked).toEqual([{}, { since: (START_MS - 60 * MINUTE_MS) / 1000 }]);
  });

  it('are all found, and once, where new ones come in between pages and the process dies there', async () => {
    const [box, read] = [new Box(), reading()];
    many(box, 0, 8);
    await read.poll(sourceOf(box), box.now_ms, 1);
    many(box, 8, 20);
    await read.poll(sourceOf(box), box.now_ms, 1);
    box.now_ms += 300 * MINUTE_MS;
    await read.poll(sourceOf(box), box.now_ms);
    expect(read.values).toHaveLength(8);
    await read.poll(sourceOf(box), box.now_ms);
    expect(new Set(read.versions.keys())).toEqual(box.tokens());
    expect(read.repeated()).toEqual([]);
  });

  it('are found where they turn up half an hour late, among those that were read', async () => {
    const [box, read] = [new Box(), reading()];
    box
      .submit('a')
      .submit('late', 30 * MINUTE_MS)
      .submit('b');
    box.now_ms += 25 * MINUTE_MS;
    await read.poll(sourceOf(box), box.now_ms);
    box.now_ms += 5 * MINUTE_MS;
    await read.poll(sourceOf(box), box.now_ms);
    expect(read.values.map((value) => (value as SurveyResponse).response_id)).toEqual(
      ['b', 'a', 'late'].map((token) => `typeform:${token}`),
    );
  });

  it('are asked for by time where the one that they were asked for by has been deleted', async () => {
    const [box, read] = [new Box(), reading()];
    many(box, 0, 8);
    await read.poll(sourceOf(box), box.now_ms, 1);
    box.delete('t5');
    await read.poll(sourceOf(box), box.now_ms);
    expect(read.repeated()).toEqual([]);
    expect(read.values).toHaveLength(8);
    expect(box.asked).toContainEqual({ until: (START_MS + 6000) / 1000 });
  });

  it('end the poll with an error where a page leads nowhere', async () => {
    const row = response({ token: 'same' });
    const api = { responses: async () => ({ items: [row], total: null }) };
    const options = { form_id: 'f', ids: linkedIds([]), page_size: 1 };
    const source = responsesSource(api, { pollSeconds: 1, since: { kind: 'beginning' } }, options);
    await expect(reading().poll(source, START_MS)).rejects.toMatchObject({ kind: 'retry', reason: 'paging_loop' });
  });

  it('are all read, once each, whatever comes, turns up late, goes, and dies when', async () => {
    const act = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ kind: fc.constant('submit' as const), late: fc.integer({ min: 0, max: 30 }) }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ kind: fc.constant('poll' as const), pages: fc.integer({ min: 0, max: 9 }) }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 40 }) }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), which: fc.nat(30) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 60 }), async (acts) => {
        const [box, read] = [new Box(), reading()];
        let submitted = 0;
        for (const one of acts) {
          if (one.kind === 'submit') box.submit(`t${submitted++}`, one.late * MINUTE_MS);
          else if (one.kind === 'delete') box.delete(`t${one.which}`);
          else if (one.kind === 'wait') box.now_ms += one.minutes * MINUTE_MS;
          else await read.poll(sourceOf(box), box.now_ms, one.pages);
        }
        box.now_ms += 30 * MINUTE_MS;
        // What is left of a scan, and one more.
        for (let poll = 0; poll < 2; poll++) await read.poll(sourceOf(box), box.now_ms);
        for (const token of box.tokens()) expect(read.versions.has(token), token).toBe(true);
        expect(read.repeated()).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
