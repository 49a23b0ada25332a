import { afterEach, describe, expect, it } from 'vitest';
import { Budget, type BudgetOptions, perSecond } from '../../upstreams/shared/budget.ts';

const open: Budget[] = [];

function budget(options: BudgetOptions): Budget {
  const made = new Budget(options);
  open.push(made);
  return made;
}

afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

/** When each of so many requests started, in ms since the first. */
async function starts(of: Budget, count: number): Promise<number[]> {
  const began = performance.now();
  return Promise.all(Array.from({ length: count }, () => of.run(0, async () => performance.now() - began)));
}

/** The most that started within any stretch of that length. */
function busiest(times: readonly number[], per_ms: number): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + per_ms).length));
}

describe('a request budget', () => {
  it('starts no more requests in any stretch of time than it may, wherever the stretch begins', async () => {
    const times = await starts(budget({ limits: [{ requests: 5, per_ms: 100 }], concurrency: 50 }), 23);
    expect(busiest(times, 100)).toBe(5);
  });

  it('keeps every one of several limits', async () => {
    const limits = [
      { requests: 12, per_ms: 500 },
      { requests: 4, per_ms: 50 },
    ];
    const times = await starts(budget({ limits, concurrency: 50 }), 20);
    expect(busiest(times, 500)).toBe(12);
    expect(busiest(times, 50)).toBe(4);
  });

  it('is kept by the locations of an account together', async () => {
    const account = budget({ limits: [{ requests: 6, per_ms: 200 }], concurrency: 50 });
    const locations = [1, 2].map(() =>
      budget({ limits: [{ requests: 5, per_ms: 200 }], concurrency: 50, within: account }),
    );
    const times = (await Promise.all(locations.map((location) => starts(location, 6)))).flat();
    expect(busiest(times, 190)).toBeLessThanOrEqual(6);
  });

  it('lets what is urgent go first, and equals in turn', async () => {
    const one = budget({ limits: [{ requests: 1, per_ms: 20 }], concurrency: 1 });
    const order: string[] = [];
    const tasks = [
      ['first', 0],
      ['backfill', 0],
      ['poll', 10],
      ['delivery 1', 100],
      ['delivery 2', 100],
    ] as const;
    await Promise.all(tasks.map(([name, priority]) => one.run(priority, async () => order.push(name))));
    expect(order).toEqual(['first', 'delivery 1', 'delivery 2', 'poll', 'backfill']);
  });

  it('starts nothing while the upstream’s own count is used up', async () => {
    const one = budget({ limits: [{ requests: 100, per_ms: 10 }], concurrency: 10 });
    one.pause(150, 0);
    one.pause(50, 0);
    const [waited] = await starts(one, 1);
    expect(waited).toBeGreaterThanOrEqual(145);
  });

  it('gives the task’s own error to its caller, and goes on', async () => {
    const one = budget({ limits: [perSecond(1000)], concurrency: 1 });
    await expect(one.run(0, () => Promise.reject(new Error('no answer')))).rejects.toThrow('no answer');
    await expect(one.run(0, async () => 'next')).resolves.toBe('next');
  });

  it('lets a caller that gives up go at once, without using its turn', async () => {
    const one = budget({ limits: [{ requests: 1, per_ms: 60_000 }], concurrency: 1 });
    await one.run(0, async () => undefined);
    const giveUp = new AbortController();
    const waiting = one.run(0, async () => 'never', giveUp.signal);
    giveUp.abort(new Error('stopped'));
    await expect(waiting).rejects.toThrow('stopped');
  });

  it('leaves nobody waiting when it is closed', async () => {
    const one = budget({ limits: [{ requests: 1, per_ms: 60_000 }], concurrency: 1 });
    await one.run(0, async () => undefined);
    const waiting = one.run(0, async () => 'never');
    one.close();
    await expect(waiting).rejects.toThrow('closed');
  });

  it('can be less than one request a second', () => {
    expect(perSecond(0.5)).toEqual({ requests: 1, per_ms: 2000 });
    expect(perSecond(2.5)).toEqual({ requests: 2, per_ms: 800 });
    expect(perSecond(10)).toEqual({ requests: 10, per_ms: 1000 });
  });
});
