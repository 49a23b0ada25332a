import { type Incoming, isOf, type Outputs, type Processor } from '../runtime/types.ts';
import type { ClientOrder, ClientOrderState, ClientState, GuestProfile } from '../schemas/generated/types.ts';
import { joinKey, splitKey } from '../schemas/keys.ts';
import { topics } from '../schemas/topics.ts';
import { sameFact } from './orders.ts';

interface Client {
  /** Undefined: there is none (yet). */
  profile: ClientState | undefined;
  /** By order and way. */
  readonly orders: Map<string, ClientOrderState>;
}

/** By client id. */
export type ClientsState = Map<string, Client>;

/**
 * What names a client id goes to the address of that client's profile, or stays the client id's own where it has none;
 * when the address changes, all of it moves. The profile itself goes there too. Of a profile the highest version
 * holds, of two with one version the later in the log; a tombstone forgets it up to the version that it names.
 */
export function clients(): Processor<ClientsState> {
  return {
    name: 'clients',
    inputs: [topics.guest_profiles, topics.client_orders, topics.seated_client_orders],
    outputs: [topics.clients, topics.clients_orders, topics.forwarded_orders, topics.member_profiles],
    changelogs: [topics.clients, topics.clients_orders],
    coalesced: [topics.clients, topics.clients_orders],
    create: () => new Map(),
    restore(state, record) {
      const [client_id, order_id, via] = splitKey(record.key);
      const client = clientIn(state, client_id!);
      if (isOf(record, topics.clients)) client.profile = record.value ?? undefined;
      if (isOf(record, topics.clients_orders)) {
        if (record.value === null) client.orders.delete(nameOf(order_id!, via!));
        else client.orders.set(nameOf(order_id!, via!), record.value);
      }
      dropIfGone(state, client_id!, client);
    },
    step(state, record, out) {
      if (isOf(record, topics.guest_profiles)) profiled(state, record, out);
      if (isOf(record, topics.client_orders) || isOf(record, topics.seated_client_orders)) ordered(state, record, out);
      return undefined;
    },
  };
}

/** Of a client's order, among its orders: one may come both as its own and by a reservation. */
function nameOf(order_id: string, via: string): string {
  return via === '' ? order_id : joinKey([order_id, via]);
}

function ordered(state: ClientsState, { key, value }: Incoming<ClientOrder>, out: Outputs): void {
  const [client_id, order_id, via = ''] = splitKey(key);
  const client = clientIn(state, client_id!);
  const name = nameOf(order_id!, via);
  const before = client.orders.get(name);
  const member = memberFor(client_id!, client.profile);
  const gone = { client_id: client_id!, order_id: order_id!, via };
  if (value === null) {
    client.orders.delete(name);
    if (before !== undefined) {
      out.remove(topics.clients_orders, joinKey([client_id!, order_id!, via]));
      retract(gone, member, out);
    }
  } else if (before === undefined || !sameFact(before, value)) {
    const after = { ...value, via };
    client.orders.set(name, after);
    out.put(topics.clients_orders, after);
    forward(after, member, out);
  }
  dropIfGone(state, client_id!, client);
}

function profiled(state: ClientsState, { key, value }: Incoming<GuestProfile>, out: Outputs): void {
  const [client_id, version] = splitKey(key);
  const client = clientIn(state, client_id!);
  const before = client.profile;
  const outdated = value !== null && before !== undefined && value.version < before.version;
  const higher = value === null && (before === undefined || before.version > Number(version));
  if (!outdated && !higher) {
    const after = value === null ? undefined : profileOf(value);
    client.profile = after;
    if (after === undefined) out.remove(topics.clients, joinKey([client_id!]));
    else out.put(topics.clients, after);
    moved(client_id!, client, before, out);
  }
  dropIfGone(state, client_id!, client);
}

/** Brings the profile and the orders to where the profile, which was `before`, says now. */
function moved(client_id: string, { profile, orders }: Client, before: ClientState | undefined, out: Outputs): void {
  const from = memberFor(client_id, before);
  const to = memberFor(client_id, profile);
  if (before !== undefined && (profile === undefined || from !== to)) {
    out.remove(topics.member_profiles, joinKey([from, client_id]));
  }
  if (profile !== undefined) {
    const { version: _, email: __, ...told } = profile;
    out.put(topics.member_profiles, { member: to, ...told });
  }
  if (from === to) return;
  for (const order of orders.values()) {
    retract(order, from, out);
    forward(order, to, out);
  }
}

function forward({ client_id, via, ...fact }: ClientOrderState, member: string, out: Outputs): void {
  out.put(topics.forwarded_orders, { ...fact, member, via: viaAt(member, client_id, via) });
}

type Named = Pick<ClientOrderState, 'client_id' | 'order_id' | 'via'>;

function retract({ client_id, order_id, via }: Named, member: string, out: Outputs): void {
  out.remove(topics.forwarded_orders, joinKey([member, order_id, viaAt(member, client_id, via)]));
}

function memberFor(client_id: string, profile: ClientState | undefined): string {
  return profile?.email ?? client_id;
}

/** An address may be reached from several clients, and by itself: what comes from each stays apart. */
function viaAt(member: string, client_id: string, via: string): string {
  if (member === client_id) return via;
  return via === '' ? client_id : `${client_id} ${via}`;
}

function profileOf(profile: GuestProfile): ClientState {
  const { client_id, version, email, phone, first_name, last_name, visits, created_at, opted_out } = profile;
  const names = [first_name, last_name].flatMap((name) => (name === null || name.trim() === '' ? [] : [name.trim()]));
  const name = names.length === 0 ? null : names.join(' ');
  return { client_id, version, email, phone, name, visits: visits ?? 0, created_at, opted_out };
}

function clientIn(state: ClientsState, client_id: string): Client {
  let client = state.get(client_id);
  if (client === undefined) {
    client = { profile: undefined, orders: new Map() };
    state.set(client_id, client);
  }
  return client;
}

function dropIfGone(state: ClientsState, client_id: string, { profile, orders }: Client): void {
  if (profile === undefined && orders.size === 0) state.delete(client_id);
}
