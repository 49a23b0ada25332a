import { mulberry32 } from '../../bench/workload.ts';
import { SANDBOX_VENUES, type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { SEVENROOMS_CREDENTIALS, SEVENROOMS_GROUP } from '../../sandbox/sevenrooms/account.ts';
import type { ProfileTruth } from '../../sandbox/sevenrooms/truth.ts';
import { csv, type FileOrder } from './order-files.ts';
import { Regulars } from './regulars.ts';
import type { TestStack } from './stack-fixture.ts';

/** A twin of SevenRooms that holds a year and stands still, and a pipeline that writes to its profiles. */
export class WrittenBack {
  readonly regulars: Regulars;
  readonly #sandbox: Sandbox;

  /** `people`: about a quarter of them have a profile. */
  static async open(
    stack: TestStack,
    people: number,
    { mode = 'live', requestsPerSecond = 1_000 } = {},
  ): Promise<WrittenBack> {
    const sandbox = await startSandbox({ orders: people, guests: people, historyOnly: true });
    const sevenrooms = {
      ...{ baseUrl: sandbox.urls.sevenrooms, ...SEVENROOMS_CREDENTIALS, venueGroupId: SEVENROOMS_GROUP },
      ...{ requestsPerSecond, since: 'beginning' },
    };
    const writeBack = { mode, settleSeconds: 0.5 };
    const regulars = new Regulars(stack, { venues: SANDBOX_VENUES, upstreams: { sevenrooms }, writeBack });
    return new WrittenBack(regulars, sandbox);
  }

  private constructor(regulars: Regulars, sandbox: Sandbox) {
    this.regulars = regulars;
    this.#sandbox = sandbox;
  }

  /** PATCHes that the twin has taken, by whether they changed anything. */
  async writes(): Promise<{ readonly changed: number; readonly unchanged: number; readonly refused: number }> {
    const counts = (await (await fetch(`${this.#sandbox.urls.sandbox}/counts`)).json()) as Record<string, number>;
    const of = (kind: string) => counts[`sevenrooms.writes.${kind}`] ?? 0;
    return { changed: of('changed'), unchanged: of('unchanged'), refused: of('refused') };
  }

  /** As the twin has them. */
  async profiles(): Promise<readonly ProfileTruth[]> {
    const answer = await fetch(`${this.#sandbox.urls.sandbox}/truth/profiles?twin=sevenrooms`);
    const lines = (await answer.text()).trim().split('\n');
    // The lines are of this kind.
    return lines.map((line) => JSON.parse(line) as ProfileTruth);
  }

  /** One order each for so many guests who have a profile. */
  async order(guests: number): Promise<void> {
    const emails = new Set((await this.profiles()).flatMap(({ email }) => email ?? []));
    const orders = [...emails].slice(0, guests).map(orderOf);
    await this.regulars.run(['import', 'orders', this.regulars.write('orders.csv', csv(orders))]);
  }

  /** Profiles that should show something: those that canonical guests with visits or orders have. */
  async wanted(): Promise<number> {
    const [row] = await this.regulars.rows(WANTED);
    return Number(row!.wanted);
  }

  /** Those whose fields are not what the warehouse says of their guest. */
  async wrong(): Promise<readonly string[]> {
    const rows = await this.regulars.rows(SHOWN);
    const expected = new Map(rows.map((row) => [String(row.client_id), [String(row.visits), String(row.lifetime)]]));
    return (await this.profiles()).flatMap(({ client_id, custom_fields: of }) => {
      const [visits = '', lifetime = ''] = expected.get(`sevenrooms:${client_id}`) ?? [];
      const same = (of.regulars_visits ?? '') === visits && (of.regulars_lifetime_spend ?? '') === lifetime;
      return same ? [] : [client_id];
    });
  }

  /** Kills the pipeline over and over while it writes, then lets it finish. */
  async killedSometimes(kills: number, seed: number): Promise<void> {
    const random = mulberry32(seed);
    for (let kill = 0; kill < kills; kill++) {
      const { changed } = await this.writes();
      const running = this.regulars.start('run');
      const more = changed + 1 + random() * 100;
      const until = Date.now() + 30_000;
      while ((await this.writes()).changed < more && Date.now() < until) await pause(5);
      running.kill('SIGKILL');
      await running.finished;
    }
    await this.regulars.run(['run', '--until-caught-up']);
  }

  async close(): Promise<void> {
    await this.regulars.remove();
    await this.#sandbox.close();
  }
}

const CANONICAL = `FROM guests g LEFT JOIN (
    SELECT guest_id, string_agg(format('{:.2f} {}', lifetime_spend_minor / 100, currency), '; ' ORDER BY currency) AS lifetime
    FROM guest_spend GROUP BY 1
  ) s USING (guest_id) WHERE g.canonical_client_id IS NOT NULL AND g.visits > 0`;
const WANTED = `SELECT count(*) AS wanted ${CANONICAL}`;
const SHOWN = `SELECT g.canonical_client_id AS client_id, g.visits, coalesce(s.lifetime, '') AS lifetime ${CANONICAL}`;

function orderOf(email: string, n: number): FileOrder {
  const closed_ms = Date.now() - 86_400_000 - n * 1_000;
  const { id: venue_id, currency } = SANDBOX_VENUES[0]!;
  return {
    ...{ order_id: `file:${n}`, venue_id, email, closed_at: new Date(closed_ms).toISOString(), covers: 2 },
    ...{ net_minor: 5_000 + n, currency, state: 'closed', version: closed_ms },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
