import { describe, expect, it } from 'vitest';
import { Failure } from '../../runtime/failures.ts';
import { KeptMarks, writtenMarks } from '../../runtime/sources/marks.ts';
import type { AnySource, Decoded, PollContext, Produced } from '../../runtime/types.ts';
import type { Upstream } from '../../upstreams/types.ts';
import { pollContext } from './poll-context.ts';

/** What every twin can do to its clients; each upstream says what its twin calls it. */
export type Trouble =
  | 'unauthorized'
  | 'rate_limited'
  | 'rate_limited_bare'
  | 'server_error'
  | 'not_json'
  | 'torn_body'
  | 'slow'
  | 'row_repeated'
  | 'row_skipped'
  | 'drift'
  | 'unknown_fields'
  | 'poison';

export interface FaultSpec {
  readonly rate?: number;
  readonly count?: number;
  readonly after?: number;
  readonly delay_ms?: number;
}

/** A twin that runs, and the upstream that reads it. */
export interface UnderTest {
  readonly upstream: Upstream;
  /** The twin's own time. */
  readonly now_ms: () => number;
  /** Key of every record that a complete reading must have brought by now → its version. */
  readonly truth: () => Promise<Map<string, number>>;
  /** In place of all faults that were there. */
  readonly trouble: (faults: Partial<Record<Trouble, FaultSpec>>) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface TwinOptions {
  /** Sandbox seconds per second; 0: it stands still. */
  readonly speed: number;
  readonly timeout_ms?: number;
}

export interface UpstreamContract {
  readonly name: string;
  readonly start: (options: TwinOptions) => Promise<UnderTest>;
  /** Key and version of a record. */
  readonly identity: (value: unknown) => { readonly key: string; readonly version: number };
}

/** What was read of an upstream, as the log would hold it: cursors and marks by source, and how often each version came. */
export class Reading {
  readonly cursors = new Map<string, unknown>();
  private readonly marks = new Map<string, KeptMarks>();
  private readonly published: Produced[] = [];
  readonly versions = new Map<string, number>();
  readonly times = new Map<string, number>();
  readonly refused: Decoded[] = [];
  readonly values: unknown[] = [];
  private readonly identity: UpstreamContract['identity'];

  constructor(identity: UpstreamContract['identity']) {
    this.identity = identity;
  }

  /** One poll of one source; `pages`: how many are taken before the process is killed. */
  async poll(source: AnySource, now_ms: number, pages = Number.POSITIVE_INFINITY): Promise<void> {
    const stop = new AbortController();
    let taken = 0;
    for await (const page of source.poll(this.cursors.get(source.name), this.context(source, now_ms, stop.signal))) {
      if (taken++ >= pages) break;
      // The cursor travels as JSON, in one transaction with the page and its marks.
      this.cursors.set(source.name, JSON.parse(JSON.stringify(page.cursor)));
      for (const [id, mark] of writtenMarks(page.marks)) this.marksOf(source).keep(id, mark);
      for (const one of page.decoded) this.take(one);
    }
    stop.abort();
  }

  /** What the source is given, after what it has published so far. */
  context(source: AnySource, now_ms: number, signal = new AbortController().signal): PollContext {
    const follow: PollContext['follow'] = async (topic, [from] = [0], each) => {
      const { published } = this;
      // Produced for this topic, so of its type.
      for (const one of published.slice(from)) if (one.topic.name === topic.name) each(one.value as never);
      return [published.length];
    };
    return pollContext(now_ms, { signal, marks: this.marksOf(source), follow });
  }

  async pollAll({ upstream, now_ms }: UnderTest): Promise<void> {
    const at_ms = now_ms();
    await Promise.all(upstream.sources.map((source) => this.poll(source, at_ms)));
  }

  /** Records that came more often than once. */
  repeated(): string[] {
    return [...this.times].filter(([, times]) => times > 1).map(([record]) => record);
  }

  /** Another has published this. */
  tell(one: Decoded): void {
    this.take(one);
  }

  private marksOf({ name }: AnySource): KeptMarks {
    const known = this.marks.get(name);
    if (known !== undefined) return known;
    const fresh = new KeptMarks();
    this.marks.set(name, fresh);
    return fresh;
  }

  private take(one: Decoded): void {
    if (one.kind === 'refused') return void this.refused.push(one);
    this.published.push(one);
    const { key, version } = this.identity(one.value);
    this.values.push(one.value);
    this.versions.set(key, Math.max(version, this.versions.get(key) ?? 0));
    this.times.set(`${key} ${version}`, (this.times.get(`${key} ${version}`) ?? 0) + 1);
  }
}

/** Whoever reads an upstream with this suite reads all of it, once, whatever happens on the way. */
export function describeUpstream(contract: UpstreamContract): void {
  const { name, start, identity } = contract;

  /** Starts a twin, and ends it however the test ends. */
  const reading = (
    what: string,
    options: Partial<TwinOptions>,
    test: (under: UnderTest, read: Reading) => Promise<void>,
  ) =>
    it(what, async () => {
      const under = await start({ speed: 0, ...options });
      try {
        await test(under, new Reading(identity));
      } finally {
        await under.close();
      }
    }, 60_000);

  const complete = async (under: UnderTest, read: Reading) => {
    const truth = await under.truth();
    expect(truth.size).toBeGreaterThan(100);
    expect(read.versions).toEqual(truth);
    expect(read.repeated()).toEqual([]);
  };

  describe(`${name}, read from the beginning`, () => {
    reading('gives every record there is, once', {}, async (under, read) => {
      await read.pollAll(under);
      await complete(under, read);
    });

    reading('gives nothing the second time where nothing has changed', {}, async (under, read) => {
      await read.pollAll(under);
      const before = read.values.length;
      await read.pollAll(under);
      expect(read.values.length).toBe(before);
    });

    reading('says that there was nothing new, with one page at least', {}, async (under, read) => {
      await read.pollAll(under);
      for (const source of under.upstream.sources) {
        let pages = 0;
        const context = read.context(source, under.now_ms());
        for await (const _page of source.poll(read.cursors.get(source.name), context)) pages++;
        expect(pages).toBeGreaterThan(0);
      }
    });

    reading('loses nothing and repeats nothing when it is killed after every single page', {}, async (under, read) => {
      const at_ms = under.now_ms();
      for (const source of under.upstream.sources) {
        for (let turn = 0, before = ''; turn < 10_000; turn++) {
          await read.poll(source, at_ms, 1);
          const after = JSON.stringify([read.cursors.get(source.name), read.values.length]);
          if (after === before) break;
          before = after;
        }
        await read.poll(source, at_ms);
      }
      await complete(under, read);
    });

    reading('ends at once when it is stopped', {}, async (under) => {
      for (const source of under.upstream.sources) {
        const stop = new AbortController();
        stop.abort();
        for await (const _page of source.poll(undefined, pollContext(under.now_ms(), { signal: stop.signal }))) break;
      }
    });
  });

  describe(`${name}, while its data changes`, () => {
    reading(
      'gives the latest version of everything, killed again and again',
      { speed: 20_000 },
      async (under, read) => {
        await under.trouble({ drift: { rate: 1 }, row_repeated: { rate: 0.3 }, row_skipped: { rate: 0.3 } });
        for (let turn = 0; turn < 12; turn++) {
          const at_ms = under.now_ms();
          await Promise.all(
            under.upstream.sources.map((source) => read.poll(source, at_ms, turn % 4 === 3 ? undefined : turn * 3)),
          );
        }
        const truth = await under.truth();
        await read.pollAll(under);
        for (const [key, version] of truth) expect(read.versions.get(key), key).toBeGreaterThanOrEqual(version);
        expect(read.repeated()).toEqual([]);
      },
    );
  });

  describe(`${name}, in trouble`, () => {
    /** What the first poll ran into; then polls on until nothing goes wrong any more. */
    const failures = async (under: UnderTest, read: Reading): Promise<Failure[]> => {
      const found: Failure[] = [];
      for (const source of under.upstream.sources) {
        for (let attempt = 0; attempt < 20; attempt++) {
          try {
            await read.poll(source, under.now_ms());
            break;
          } catch (error) {
            expect(error).toBeInstanceOf(Failure);
            if (error instanceof Failure) found.push(error);
          }
        }
      }
      return found;
    };

    const heals = (what: string, fault: Trouble, failure: object | null, options: Partial<TwinOptions> = {}) =>
      reading(what, options, async (under, read) => {
        await under.trouble({ [fault]: { count: 1, after: 3, delay_ms: 2000 } });
        const found = await failures(under, read);
        if (failure === null) expect(found).toEqual([]);
        else expect(found).toMatchObject([failure]);
        await complete(under, read);
      });

    const retry = (reason: string, after_ms: number | undefined) => ({ kind: 'retry', reason, after_ms });
    heals('logs in again where its token is refused once', 'unauthorized', null);
    heals('waits as long as a 429 says', 'rate_limited', retry('rate_limited', 1000));
    heals('backs off where a 429 does not say how long', 'rate_limited_bare', retry('rate_limited', undefined));
    heals('waits a minute after a 500', 'server_error', retry('server_error', 60_000));
    heals('tries again after a page of HTML', 'not_json', retry('bad_gateway', undefined));
    heals('tries again after an answer that was cut off', 'torn_body', { kind: 'retry' });
    heals('tries again where no answer comes', 'slow', retry('answer_timeout', undefined), { timeout_ms: 500 });

    reading('comes back slowly where its token is refused again and again', {}, async (under, read) => {
      await under.trouble({ unauthorized: { rate: 1 } });
      const [source] = under.upstream.sources;
      const failure = await read.poll(source!, under.now_ms()).catch((error: unknown) => error);
      expect(failure).toMatchObject({ kind: 'retry', after_ms: expect.any(Number) });
      if (failure instanceof Failure) expect(failure.after_ms).toBeGreaterThanOrEqual(60_000);
    });

    reading('puts aside what nobody can make sense of, and goes on', {}, async (under, read) => {
      await under.trouble({ poison: { count: 3 } });
      await read.pollAll(under);
      expect(read.refused.length).toBeGreaterThan(0);
      for (const one of read.refused)
        expect(one).toMatchObject({ kind: 'refused', reason: expect.stringMatching(/^[a-z_]+$/) });
      for (const [key, version] of await under.truth()) expect(read.versions.get(key)).toBe(version);
    });

    reading('keeps keys and values that no documentation knows', {}, async (under, read) => {
      await under.trouble({ unknown_fields: { rate: 1 } });
      await read.pollAll(under);
      await complete(under, read);
      expect(read.refused).toEqual([]);
    });
  });

  describe(`${name}, looked at by doctor`, () => {
    reading('is well, line by line', {}, async ({ upstream }) => {
      const lines = await upstream.check();
      expect(lines.length).toBeGreaterThan(1);
      expect(lines.filter(({ ok }) => !ok)).toEqual([]);
    });

    reading('says what to do where it is not', {}, async ({ upstream, trouble }) => {
      await trouble({ server_error: { rate: 1 } });
      const ill = (await upstream.check()).filter(({ ok }) => !ok);
      expect(ill.length).toBeGreaterThan(0);
      for (const { mend } of ill) expect(mend).toBeTruthy();
    });
  });
}
