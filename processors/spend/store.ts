import type { GuestOrder } from '../../schemas/generated/types.ts';
import { type Loading, loadList, type Saving, saveList } from '../store/saved.ts';
import { type Fact, factOf } from './fact.ts';
import { Guests } from './guests.ts';
import { Names } from './names.ts';
import { OrderIds } from './order-ids.ts';
import { OrderIndex } from './order-index.ts';
import { BUSINESS_DATE, ID_AT, LACKING, MEMBER, ROW_DOUBLES, ROW_WORDS, SEVERAL, VENUE, VERSION } from './page.ts';
import { payersOf } from './payers-of.ts';
import { NONE, Records } from './records.ts';
import { Series } from './series.ts';
import { type VisitKey, Visits } from './visits.ts';
import { Window } from './window.ts';

/** The number of the currency that reservations have. */
const NO_CURRENCY = 0;

/** Where an order stands; good until the next insertion or removal at its guest. */
export interface Place {
  readonly series: number;
  readonly index: number;
}

/**
 * The orders of one partition's guests, in typed arrays that all guests share, and when they leave the window. Guests
 * and series go by number; a guest is its first series. A guest's reservations are a series of their own, that of no
 * currency: they begin visits like orders, and count nothing else.
 */
export class SpendStore {
  readonly guests = new Guests();
  readonly records = new Records();
  readonly series = new Series(this.records);
  readonly window = new Window(this.records, this.series);
  readonly #visits = new Visits(this.records, this.series);
  readonly #ids = new OrderIds();
  readonly #index = new OrderIndex(this.records, this.series, this.#ids);
  readonly #venues = new Names();
  readonly #currencies = new Names('');
  /** Parts of the orders that are not one member's alone, by the address of the order's id. */
  readonly #several = new Map<number, readonly GuestOrder[]>();
  /** Guests that were restored since the rest was loaded; undefined: nothing was loaded. */
  #restored: Set<number> | undefined;

  /** Count of guests. */
  get size(): number {
    return this.guests.count;
  }

  /** The guest, made where there was none: it must then be given an order, or be forgotten. */
  guestFor(guest_id: string): number {
    const known = this.guests.find(guest_id);
    if (known !== NONE) return known;
    const guest = this.records.add(NONE, NONE);
    this.guests.add(guest, guest_id);
    return guest;
  }

  /** Forgets the guest, unless it has orders. */
  forgetIfEmpty(guest: number): void {
    if (this.records.next(guest) !== NONE || this.records.size(guest) > 0) return;
    this.#restored?.delete(guest);
    this.guests.forget(guest);
    this.series.release(guest);
    this.records.drop(guest);
  }

  currencyOf(series: number): string {
    return this.#currencies.nameOf(this.records.currency(series));
  }

  find(guest: number, order_id: string): Place | undefined {
    this.#ids.read(order_id);
    for (let series = guest; series !== NONE; series = this.records.next(series)) {
      const index = this.#index.find(series);
      if (index !== -1) return { series, index };
    }
    return undefined;
  }

  factAt({ series, index }: Place): Fact {
    const { words, doubles, closed_at } = this.series.page(series);
    const row = this.series.row(series) + index;
    const id_at = words[row * ROW_WORDS + ID_AT]! >>> 0;
    const member = words[row * ROW_WORDS + MEMBER]!;
    const covers = this.series.covers(series, index + 1) - this.series.covers(series, index);
    if (member === SEVERAL) return { ...factOf(this.#several.get(id_at)!), covers };
    const guest = this.records.guest(series);
    const lacking = words[row * ROW_WORDS + LACKING]!;
    const fact = factOf([
      {
        guest_id: this.guests.idOf(guest),
        member: this.guests.memberOf(guest, member),
        order_id: this.#ids.textAt(id_at),
        venue_id: this.#venues.nameOf(words[row * ROW_WORDS + VENUE]!),
        closed_at: closed_at[row]!,
        business_date: words[row * ROW_WORDS + BUSINESS_DATE]!,
        currency: this.currencyOf(series),
        net_minor: this.series.net(series, index + 1) - this.series.net(series, index),
        covers: lacking === 0 ? covers : 1,
        version: doubles[row * ROW_DOUBLES + VERSION]!,
        checks: lacking,
        stands_in: lacking,
      },
    ]);
    return lacking === 0 ? fact : { ...fact, covers };
  }

  /** The order must not be there yet. */
  insert(guest: number, fact: Fact): Place {
    const { head } = fact;
    const visit = this.visitOf(guest, head);
    const series = this.#seriesFor(guest, head.currency);
    const index = this.series.upTo(series, head.closed_at);
    this.series.open(series, index, fact.net_minor, fact.covers);
    const { words, doubles, closed_at, id_hash } = this.series.page(series);
    const row = this.series.row(series) + index;
    this.#ids.read(fact.order_id);
    const id_at = this.#ids.store();
    closed_at[row] = head.closed_at;
    doubles[row * ROW_DOUBLES + VERSION] = head.version;
    words[row * ROW_WORDS + BUSINESS_DATE] = head.business_date;
    words[row * ROW_WORDS + VENUE] = visit.venue;
    const alone = fact.parts.length === 1 && head.checks === head.stands_in;
    words[row * ROW_WORDS + MEMBER] = alone ? this.guests.memberNumber(guest, head.member) : SEVERAL;
    words[row * ROW_WORDS + LACKING] = alone ? head.stands_in : 0;
    words[row * ROW_WORDS + ID_AT] = id_at;
    id_hash[row] = this.#ids.hash;
    if (!alone) this.#several.set(id_at, fact.parts);
    this.#index.inserted(series, index);
    this.#visits.inserted(visit, series, index);
    return { series, index };
  }

  remove(place: Place): void {
    const { series, index } = place;
    const guest = this.records.guest(series);
    const visit = this.visitOf(guest, this.factAt(place).head);
    const began = this.series.beginsVisit(series, index);
    const { words, id_hash } = this.series.page(series);
    const row = this.series.row(series) + index;
    const hash = id_hash[row]!;
    const id_at = words[row * ROW_WORDS + ID_AT]! >>> 0;
    this.#several.delete(id_at);
    this.#ids.remove(id_at);
    if (began) this.series.sumVisit(series, index, -1);
    this.series.close(series, index);
    this.#index.removed(series, hash);
    if (this.records.size(series) === 0 && series !== guest) this.#drop(guest, series);
    if (began) this.#visits.removed(visit);
  }

  /** Visits of the guest that began at `instant` or before. */
  visitsUpTo(guest: number, instant: number): number {
    let visits = 0;
    for (let s = guest; s !== NONE; s = this.records.next(s)) {
      visits += this.series.visits(s, this.series.upTo(s, instant));
    }
    return visits;
  }

  visitOf(guest: number, { venue_id, business_date }: GuestOrder): VisitKey {
    return { guest, venue: this.#venues.idOf(venue_id), business_date };
  }

  /** When the visit began; Infinity: there is none. */
  visitAt(key: VisitKey): number {
    return this.#visits.instantOf(key);
  }

  /** Whether the series is that of the guest's reservations. */
  isReservations(series: number): boolean {
    return this.records.currency(series) === NO_CURRENCY;
  }

  /** Of the guest's reservations at the visit the one completed last, of several the smallest id; 0: none names any. */
  partySizeAt(key: VisitKey): number {
    const series = this.#reservationsOf(key.guest);
    if (series === NONE) return 0;
    let last: { readonly party_size: number; readonly at: number; readonly id: string } | undefined;
    for (const index of this.#visits.ordersOf(key, series)) {
      const party_size = this.series.covers(series, index + 1) - this.series.covers(series, index);
      if (party_size === 0) continue;
      const at = this.series.closedAt(series, index);
      const id = this.#orderIdAt(series, index);
      if (last === undefined || at > last.at || (at === last.at && id < last.id)) last = { party_size, at, id };
    }
    return last?.party_size ?? 0;
  }

  /** Orders of the visit that lack covers, by id. */
  lackingAt(key: VisitKey): readonly string[] {
    const ids: string[] = [];
    for (let series = key.guest; series !== NONE; series = this.records.next(series)) {
      if (this.records.size(series) === 0 || this.isReservations(series)) continue;
      for (const index of this.#visits.ordersOf(key, series)) {
        if (this.factAt({ series, index }).lacks_covers) ids.push(this.#orderIdAt(series, index));
      }
    }
    return ids;
  }

  /** Each visit at which the guest has a reservation; a visit of several comes several times. */
  *reservedVisits(guest: number): Iterable<VisitKey> {
    const series = this.#reservationsOf(guest);
    if (series === NONE) return;
    const { words } = this.series.page(series);
    for (let i = 0; i < this.records.size(series); i++) {
      const at = (this.series.row(series) + i) * ROW_WORDS;
      yield { guest, venue: words[at + VENUE]!, business_date: words[at + BUSINESS_DATE]! };
    }
  }

  /** Something of the guest is being restored: what follows from its orders is to be found anew. */
  restoring(guest: number): void {
    this.#restored?.add(guest);
  }

  /** Guests of whom nothing is known yet but their orders. */
  get unsettled(): Iterable<number> {
    return this.#restored ?? this.guests.numbers();
  }

  *save(): Saving {
    const several = [...this.#several.values()].map(([part]) => this.guests.find(part!.guest_id));
    for (const guest of new Set([...several, ...this.guests.shared])) this.guests.prune(guest, payersOf(this, guest));
    yield* this.series.save();
    yield* this.guests.save(this.records.count);
    yield* this.#ids.save();
    yield* this.#venues.save();
    yield* this.#currencies.save();
    yield* saveList([...this.#several]);
  }

  /** Must be empty. Expiries are known once all are scheduled. */
  *load(): Loading<void> {
    yield* this.series.load();
    yield* this.guests.load();
    yield* this.#ids.load();
    yield* this.#venues.load();
    yield* this.#currencies.load();
    for (const [id_at, parts] of yield* loadList<[number, GuestOrder[]]>()) this.#several.set(id_at, parts);
    this.#restored = new Set();
  }

  /** NONE where the guest has no reservation. */
  #reservationsOf(guest: number): number {
    for (let s = guest; s !== NONE; s = this.records.next(s)) {
      if (this.isReservations(s) && this.records.size(s) > 0) return s;
    }
    return NONE;
  }

  #orderIdAt(series: number, index: number): string {
    const { words } = this.series.page(series);
    return this.#ids.textAt(words[(this.series.row(series) + index) * ROW_WORDS + ID_AT]! >>> 0);
  }

  #seriesFor(guest: number, currency: string): number {
    let last = guest;
    for (let s = guest; s !== NONE; s = this.records.next(s)) {
      if (this.records.currency(s) !== NONE && this.currencyOf(s) === currency) return s;
      last = s;
    }
    const number = this.#currencies.idOf(currency);
    if (this.records.size(guest) === 0) {
      this.records.setCurrency(guest, number);
      // What was due was of its former currency; reservations never are.
      this.records.setExpiryAt(guest, Number.POSITIVE_INFINITY);
      return guest;
    }
    const series = this.records.add(guest, number);
    this.records.setNext(last, series);
    return series;
  }

  #drop(guest: number, series: number): void {
    for (let s = guest; s !== NONE; s = this.records.next(s)) {
      if (this.records.next(s) === series) this.records.setNext(s, this.records.next(series));
    }
    this.series.release(series);
    this.records.drop(series);
  }
}
