import { type Incoming, isOf, type Outputs, type Processor } from '../runtime/types.ts';
import type {
  ClientAnswers,
  ClientOrder,
  ClientOrderState,
  ClientState,
  GuestProfile,
} from '../schemas/generated/types.ts';
import { joinKey, splitKey } from '../schemas/keys.ts';
import { topics } from '../schemas/topics.ts';
import { toldBy } from './answers/told.ts';
import { KeyedValues } from './store/keyed-values.ts';

/** What its changelogs say: of each client its profile, where there is one (yet), its orders, by order and way, and answers. */
export class ClientsState {
  readonly profiles = new KeyedValues(topics.clients);
  readonly orders = new KeyedValues(topics.clients_orders);
  readonly answers = new KeyedValues(topics.clients_answers);

  get size(): number {
    return this.profiles.size + this.orders.size + this.answers.size;
  }
}

/**
 * What names a client id goes to the address of that client's profile, or stays the client id's own where it has none;
 * when the address changes, all of it moves. The profile itself goes there too, with what the client answered: answers
 * of a client without a profile wait for it. Of a profile the highest version
 * holds, of two with one version the later in the log; a tombstone forgets it up to the version that it names.
 */
export function clients(): Processor<ClientsState> {
  return {
    name: 'clients',
    inputs: [topics.guest_profiles, topics.client_orders, topics.seated_client_orders, topics.client_answers],
    outputs: [
      topics.clients,
      topics.clients_orders,
      topics.clients_answers,
      topics.forwarded_orders,
      topics.member_profiles,
    ],
    changelogs: [topics.clients, topics.clients_orders, topics.clients_answers],
    coalesced: [topics.clients, topics.clients_orders, topics.clients_answers],
    create: () => new ClientsState(),
    restore(state, record) {
      if (isOf(record, topics.clients)) state.profiles.restore(record);
      if (isOf(record, topics.clients_orders)) state.orders.restore(record);
      if (isOf(record, topics.clients_answers)) state.answers.restore(record);
    },
    step(state, record, out) {
      if (isOf(record, topics.guest_profiles)) profiled(state, record, out);
      if (isOf(record, topics.client_orders) || isOf(record, topics.seated_client_orders)) ordered(state, record, out);
      if (isOf(record, topics.client_answers)) answered(state, record, out);
      return undefined;
    },
  };
}

function ordered(state: ClientsState, { key, value }: Incoming<ClientOrder>, out: Outputs): void {
  const [client_id, order_id, via = ''] = splitKey(key);
  const order = { client_id: client_id!, order_id: order_id!, via };
  if (value === null) {
    if (state.orders.remove(client_id!, order_id!, via) === undefined) return;
    out.remove(topics.clients_orders, joinKey([client_id!, order_id!, via]));
    retract(order, memberFor(client_id!, state.profiles.get(client_id!)), out);
    return;
  }
  const after = { ...value, via };
  if (state.orders.put(after) === after) return;
  out.put(topics.clients_orders, after);
  forward(after, memberFor(client_id!, state.profiles.get(client_id!)), out);
}

function answered(state: ClientsState, { key, value }: Incoming<ClientAnswers>, out: Outputs): void {
  const [client_id, response_id] = splitKey(key);
  if (value === null) {
    if (state.answers.remove(client_id!, response_id!) === undefined) return;
    out.remove(topics.clients_answers, joinKey([client_id!, response_id!]));
  } else {
    if (state.answers.put(value) === value) return;
    out.put(topics.clients_answers, value);
  }
  const profile = state.profiles.get(client_id!);
  if (profile !== undefined) introduce(state, profile, out);
}

function profiled(state: ClientsState, { key, value }: Incoming<GuestProfile>, out: Outputs): void {
  const [client_id, version] = splitKey(key);
  const before = state.profiles.get(client_id!);
  if (value === null) {
    if (before === undefined || before.version > Number(version)) return;
    state.profiles.remove(client_id!);
    out.remove(topics.clients, joinKey([client_id!]));
    moved(state, client_id!, { before, after: undefined }, out);
    return;
  }
  if (before !== undefined && value.version < before.version) return;
  const after = profileOf(value);
  state.profiles.put(after);
  out.put(topics.clients, after);
  moved(state, client_id!, { before, after }, out);
}

interface Profiles {
  readonly before: ClientState | undefined;
  readonly after: ClientState | undefined;
}

/** Brings the profile and the orders to where the profile says now. */
function moved(state: ClientsState, client_id: string, { before, after }: Profiles, out: Outputs): void {
  const from = memberFor(client_id, before);
  const to = memberFor(client_id, after);
  if (before !== undefined && (after === undefined || from !== to)) {
    out.remove(topics.member_profiles, joinKey([from, client_id]));
  }
  if (after !== undefined) introduce(state, after, out);
  if (from === to) return;
  for (const order of state.orders.of(client_id)) {
    retract(order, from, out);
    forward(order, to, out);
  }
}

/** The profile goes to its member, with what was answered under its id. */
function introduce({ answers }: ClientsState, profile: ClientState, out: Outputs): void {
  const { version: _, email: __, ...told } = profile;
  const member = memberFor(profile.client_id, profile);
  out.put(topics.member_profiles, { member, ...told, answers: toldBy(answers.of(profile.client_id)) });
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
