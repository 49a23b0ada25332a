import type { DuckDBConnection } from '@duckdb/node-api';
import { entityOf, splitKey } from '../../schemas/keys.ts';
import { topics } from '../../schemas/topics.ts';
import { type Cut, resultTopics } from './cut.ts';
import type { Refusals } from './refusals.ts';
import { rowsWith } from './sides.ts';

/** Orders, reservations and guests of whom the snapshot need not be of one piece. */
export interface Moving {
  /** Whether any profile does: then of no guest it is known whose it was before. */
  readonly profiles: boolean;
  readonly reservations: readonly string[];
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
  #profiles = false;
  readonly #reservations = new Set<string>();
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
    } else if (topic === topics.reservation_versions.name) {
      // Of one that a processor has refused there is no event.
      const refused = this.#refusals.get(`${topic}|${partition}|${offset}`);
      if (moved || this.#stages.some((stage) => refused?.has(stage))) this.#reservations.add(splitKey(key)[0]!);
    } else if (!moved) return;
    else if (topic === topics.email_engagement.name) this.#members.add(splitKey(key)[0]!);
    else if (topic === topics.guest_identities.name || topic === topics.guest_profiles.name) {
      // Of a profile the client id.
      this.#members.add(splitKey(key)[0]!);
      this.#profiles ||= topic === topics.guest_profiles.name;
    } else if (topic === topics.reservation_events.name || topic === topics.reservations.name) {
      this.#reservations.add(splitKey(key)[0]!);
    } else if (topic === topics.guest_reservations.name) {
      this.#guests.add(entityOf(key));
      this.#reservations.add(splitKey(key)[1]!);
    } else if (resultTopics.includes(topic)) this.#guests.add(entityOf(key));
  }

  /** In the snapshot: also whose rows the moving orders and reservations are in, as they were and as they are. */
  async moving(connection: DuckDBConnection, guestOf: (member: string) => string): Promise<Moving> {
    const given = {
      orders: [...this.#orders],
      members: [...this.#members],
      reservations: [...this.#reservations],
      refused: this.#refusedOrders.map(idAndVersion),
    };
    const found = await rowsWith(connection, movingSql(guestOf), JSON.stringify(given));
    const ids = (kind: string) => found.filter((row) => row.kind === kind).map(({ id }) => String(id));
    return {
      profiles: this.#profiles,
      reservations: ids('reservation'),
      orders: ids('order'),
      guests: [...new Set([...this.#guests, ...ids('guest')])],
    };
  }
}

const idAndVersion = ([order_id, version]: readonly [string, number]) => ({ order_id, version });

const structure =
  '{"orders":["VARCHAR"],"members":["VARCHAR"],"reservations":["VARCHAR"],"refused":[{"order_id":"VARCHAR","version":"BIGINT"}]}';

/** Members with those that share a profile, their reservations, the orders of both, and the guests of all of them. */
const movingSql = (guestOf: (member: string) => string) => `
  WITH given AS (SELECT from_json($1, '${structure}') AS g),
       refused AS (SELECT unnest(g.refused) AS r FROM given),
       named AS (SELECT unnest(g.members) AS member FROM given),
       members AS (FROM named
         UNION SELECT client_id FROM store.guest_profiles WHERE email IN (FROM named)
         UNION SELECT email FROM store.guest_profiles WHERE client_id IN (FROM named) AND email IS NOT NULL),
       events AS (SELECT reservation_id, coalesce(email, client_id) AS member,
                         if(json_type(order_ids) = 'ARRAY', order_ids, NULL) AS order_ids FROM store.reservation_events),
       reservations AS (SELECT unnest(g.reservations) AS reservation_id FROM given
         UNION SELECT reservation_id FROM events WHERE member IN (FROM members)),
       orders AS (SELECT unnest(g.orders) AS order_id FROM given
         UNION SELECT order_id FROM main.order_checks WHERE coalesce(email, client_id) IN (FROM members)
         UNION SELECT order_id FROM main.orders WHERE reservation_id IN (FROM reservations)
         UNION SELECT unnest(from_json(order_ids, '["VARCHAR"]')) FROM events SEMI JOIN reservations USING (reservation_id)
         UNION SELECT o.order_id FROM main.orders o JOIN refused ON refused.r.order_id = o.order_id AND refused.r."version" = o."version")
  SELECT 'reservation' AS kind, reservation_id AS id FROM reservations
  UNION ALL SELECT 'order', order_id FROM orders
  UNION ALL SELECT 'guest', guest_id FROM (
    SELECT guest_id FROM main.order_checks SEMI JOIN orders USING (order_id) WHERE guest_id IS NOT NULL
    UNION SELECT ${guestOf('coalesce(email, client_id)')} FROM main.order_checks SEMI JOIN orders USING (order_id)
     WHERE coalesce(email, client_id) IS NOT NULL
    UNION SELECT guest_id FROM main.guest_spend_history SEMI JOIN orders USING (order_id)
    UNION SELECT guest_id FROM store."_guest_reservations" SEMI JOIN reservations USING (reservation_id)
    UNION SELECT guest_id FROM main.guest_members WHERE member IN (FROM members)
    UNION SELECT m.guest_id FROM events SEMI JOIN reservations USING (reservation_id) JOIN main.guest_members m USING (member))`;
