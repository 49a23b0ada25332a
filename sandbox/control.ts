import type { SandboxClock } from './clock.ts';
import type { Counts } from './counts.ts';
import type { Faults } from './faults.ts';
import { json, type Reply, type Request } from './http.ts';

/** What `/sandbox/…` needs to know of a twin. */
export interface Controlled {
  readonly faults: Pick<Faults<never>, 'set' | 'toJSON'>;
  /** By what it is about, such as `orders`: every truth as of a moment, lazily. `venue`: only that one's. */
  readonly truths: Readonly<Record<string, (at_ms: number, venue: string | null) => Iterable<unknown>>>;
  /** An edit by staff of what has that id: the object afterwards, null where there is none. Throws on a body of no use. */
  readonly edit?: (id: string, body: string) => object | null;
}

/** The endpoints that belong to no vendor: the clock, the truth, the faults, the counts. */
export class Control {
  private readonly clock: SandboxClock;
  private readonly counts: Counts;
  private readonly twins: Readonly<Record<string, Controlled>>;

  constructor(clock: SandboxClock, counts: Counts, twins: Readonly<Record<string, Controlled>>) {
    this.clock = clock;
    this.counts = counts;
    this.twins = twins;
  }

  answer(request: Request): Reply {
    const route = `${request.method} ${request.path}`;
    if (route === 'GET /clock') return this.time(route);
    if (route === 'GET /counts') return json(route, 200, this.counts);
    if (route === 'GET /faults') return json(route, 200, this.faults());
    if (route === 'POST /faults') return this.switchFaults(route, request.body);
    const about = /^GET \/truth\/(\w+)$/.exec(route)?.[1];
    if (about !== undefined && this.subjects().includes(about)) return this.truth(route, about, request);
    const edited = /^POST \/staff\/(\w+)\/(\w+)$/.exec(route);
    if (edited) return this.edit(edited[1]!, edited[2]!, request.body);
    const truths = this.subjects().map((subject) => `truth/${subject}`);
    return json(route, 404, {
      error: `there is GET clock, counts, faults, ${truths.join(', ')} and POST faults, staff/{twin}/{id}; not ${route}`,
    });
  }

  /** All that the twins know the truth about. */
  private subjects(): string[] {
    return [...new Set(Object.values(this.twins).flatMap(({ truths }) => Object.keys(truths)))];
  }

  private time(route: string): Reply {
    const { speed, anchor_ms } = this.clock;
    return json(route, 200, { now_ms: this.clock.now_ms(), speed, anchor_ms });
  }

  /** Of the twins that have any on. */
  private faults(): Record<string, unknown> {
    const on = Object.entries(this.twins).map(([name, { faults }]) => [name, faults.toJSON()] as const);
    return Object.fromEntries(on.filter(([, faults]) => Object.keys(faults).length > 0));
  }

  /** `{"toast": {"server_error": {"count": 1}}}`: in place of all faults of the twins it names. */
  private switchFaults(route: string, body: string): Reply {
    try {
      const wanted: unknown = JSON.parse(body);
      if (typeof wanted !== 'object' || wanted === null) throw new Error('an object by twin is needed');
      for (const [name, specs] of Object.entries(wanted)) {
        const twin = this.twins[name];
        if (!twin) throw new Error(`no twin ${JSON.stringify(name)}; there are ${Object.keys(this.twins).join(', ')}`);
        twin.faults.set(specs);
      }
      return json(route, 200, this.faults());
    } catch (failure) {
      return json(route, 400, { error: failure instanceof Error ? failure.message : String(failure) });
    }
  }

  /** What staff do by hand, at the time of asking. */
  private edit(name: string, id: string, body: string): Reply {
    const route = 'POST /staff/{twin}/{id}';
    try {
      const after = this.twins[name]?.edit?.(id, body) ?? null;
      return after ? json(route, 200, after) : json(route, 404, { error: `${name} has no such thing` });
    } catch (failure) {
      return json(route, 400, { error: failure instanceof Error ? failure.message : String(failure) });
    }
  }

  /** JSON lines of all of them as of `at_ms` (now, unless given), which the header `sandbox-at-ms` repeats. */
  private truth(route: string, about: string, { query }: Request): Reply {
    const now_ms = this.clock.now_ms();
    const at_ms = Number(query.get('at_ms') ?? now_ms);
    if (!Number.isSafeInteger(at_ms) || at_ms < this.clock.anchor_ms || at_ms > now_ms) {
      return json(route, 400, { error: `at_ms must be from the anchor ${this.clock.anchor_ms} to now ${now_ms}` });
    }
    const knowing = Object.entries(this.twins).filter(([, { truths }]) => truths[about]);
    const wanted = query.get('twin');
    const truths = knowing.find(([name]) => wanted === null || name === wanted)?.[1].truths[about];
    const names = knowing.map(([name]) => name).join(', ');
    if (!truths) return json(route, 400, { error: `about ${about} there are the twins ${names}` });
    const headers = { 'content-type': 'application/x-ndjson', 'sandbox-at-ms': String(at_ms) };
    return { route, status: 200, headers, body: lines(truths(at_ms, query.get('venue'))) };
  }
}

/** Lets other requests through between portions, so that the truth about a year does not hold up the service. */
async function* lines(values: Iterable<unknown>): AsyncGenerator<string> {
  let portion = '';
  for (const value of values) {
    portion += `${JSON.stringify(value)}\n`;
    if (portion.length < 65_536) continue;
    yield portion;
    portion = '';
    await new Promise(setImmediate);
  }
  yield portion;
}
