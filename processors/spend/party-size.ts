import type { Fact } from './fact.ts';
import { replace, type Work } from './replace.ts';
import type { SpendStore } from './store.ts';
import type { VisitKey } from './visits.ts';

/** The fact with the covers that count: of one that lacks them those of the guest's reservation there and then, else 1. */
export function withPartySize(store: SpendStore, guest: number, fact: Fact): Fact {
  if (!fact.lacks_covers) return fact;
  const covers = store.partySizeAt(store.visitOf(guest, fact.head)) || 1;
  return covers === fact.covers ? fact : { ...fact, covers };
}

/** The guest's reservations at the visit have changed: so may the covers of its orders. */
export function reseat(work: Work, key: VisitKey): void {
  const { store } = work;
  const { guest } = key;
  for (const order_id of store.lackingAt(key)) {
    // A place is good until the next change.
    const place = store.find(guest, order_id)!;
    const fact = store.factAt(place);
    const after = withPartySize(store, guest, fact);
    if (after !== fact) replace(work, { guest, before: { fact, place }, after });
  }
}

/** The same while a guest is restored: nothing is told. */
export function reseatSilently(store: SpendStore, guest: number): void {
  for (const key of [...store.reservedVisits(guest)]) {
    for (const order_id of store.lackingAt(key)) {
      const place = store.find(guest, order_id)!;
      const fact = store.factAt(place);
      const after = withPartySize(store, guest, fact);
      if (after === fact) continue;
      store.remove(place);
      store.insert(guest, after);
    }
  }
}
