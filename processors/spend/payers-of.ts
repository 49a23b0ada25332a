import { MEMBER, ROW_WORDS, SEVERAL } from './page.ts';
import { NONE } from './records.ts';
import type { SpendStore } from './store.ts';

/** The members that paid for an order of the guest alone. */
export function payersOf({ records, series, guests }: SpendStore, guest: number): ReadonlySet<string> {
  const members = new Set<string>();
  for (let s = guest; s !== NONE; s = records.next(s)) {
    for (let index = 0; index < records.size(s); index++) {
      const member = series.page(s).words[(series.row(s) + index) * ROW_WORDS + MEMBER]!;
      if (member !== SEVERAL) members.add(guests.memberOf(guest, member));
    }
  }
  return members;
}
