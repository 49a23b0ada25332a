import type { DuckDBConnection } from '@duckdb/node-api';
import { entityOf, splitKey } from '../../schemas/keys.ts';
import { topics } from '../../schemas/topics.ts';
import { type Cut, resultTopics } from './cut.ts';
import type { Refusals } from './refusals.ts';
import { rowsWith } from './sides.ts';

/** Orders and guests of whom the snapshot need not be of one piece. */
export interface Moving {
  readonly orders: readonly string[];
  readonly guests: readonly string[];
}

/** Notes, record by record, what has changed between a cut's marks and its end, and what a processor refused. */
export class Motion {
  readonly #cut: Cut;
  readonly #refusals: Refusals;
  readonly #stages: readonly string[];
  readonly #orders = new Set<string>();
  readonly #guests = new Set<string>();
  readonly #members = new Set<string>();
  /** [order_id, version]: matters where that is the version in the warehouse. */
  readonly #refusedOrders: [string, number][] = [];

  constructor(cut: Cut, refusals: Refusals, stages: readonly string[]) {
    this.#cut = cut;
    this.#refusals = refusals;
    this.#stages = stages;
  }

  saw(
    topic: string,
    key: string,
    { partition, offset }: { readonly partition: number; readonly offset: number },
  ): void {
    const moved = offset >= (this.#cut.from.get(`${topic}/${partition}`) ?? 0);
    if (topic === topics.orders.name) {
      const [order_id, version] = splitKey(key);
      if (moved) this.#orders.add(order_id!);
      const refused = this.#refusals.get(`${topic}|${partition}|${offset}`);
      if (this.#stages.some((stage) => refused?.has(stage))) this.#refusedOrders.push([order_id!, Number(version)]);
    } else if (moved && topic === topics.guest_identities.name) this.#members.add(splitKey(key)[0]!);
    else if (moved && resultTopics.includes(topic)) this.#guests.add(entityOf(key));
  }

  /** In the snapshot: also whose rows the moving orders are in, as they were and as they are. */
  async moving(connection: DuckDBConnection): Promise<Moving> {
    const given = {
      orders: [...this.#orders],
      members: [...this.#members],
      refused: this.#refusedOrders.map(idAndVersion),
    };
    const orders = await rowsWith(connection, movingOrders, JSON.stringify(given));
    const ids = new Set([...this.#orders, ...orders.map(({ order_id }) => String(order_id))]);
    const guests = await rowsWith(connection, guestsOf, JSON.stringify([...ids]));
    const all = new Set([...this.#guests, ...guests.map(({ guest_id }) => String(guest_id))]);
    return { orders: [...ids], guests: [...all] };
  }
}

const idAndVersion = ([order_id, version]: readonly [string, number]) => ({ order_id, version });

const structure = '{"orders":["VARCHAR"],"members":["VARCHAR"],"refused":[{"order_id":"VARCHAR","version":"BIGINT"}]}';
const movingOrders = `
  WITH given AS (SELECT from_json($1, '${structure}') AS g),
       refused AS (SELECT unnest(g.refused) AS r FROM given),
       members AS (SELECT unnest(g.members) AS member FROM given)
  SELECT order_id FROM main.order_checks WHERE coalesce(email, client_id) IN (SELECT member FROM members)
  UNION SELECT o.order_id FROM main.orders o JOIN refused ON refused.r.order_id = o.order_id AND refused.r."version" = o."version"`;
const guestsOf = `
  WITH moving AS (SELECT unnest(from_json($1, '["VARCHAR"]')) AS order_id)
  SELECT guest_id FROM main.order_checks SEMI JOIN moving USING (order_id) WHERE guest_id IS NOT NULL
  UNION SELECT guest_id FROM main.guest_spend_history SEMI JOIN moving USING (order_id)`;
