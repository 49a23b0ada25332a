import { bookingAt } from '../world/booking.ts';
import type { Bookings } from '../world/bookings.ts';
import { latestOf, type Profile } from '../world/profiles.ts';
import type { ProfileEdit } from '../world/staff-edits.ts';
import type { Overlay } from './overlay.ts';
import { ticketsOf } from './tickets.ts';
import type { ClientWrite, Tag } from './writes.ts';

/** A profile as it stands at some moment. */
export interface ClientState {
  readonly updated_at_ms: number;
  readonly email: string | null;
  readonly tags: readonly Tag[];
  /** By system name, in the order that they were first set. */
  readonly fields: ReadonlyMap<string, string>;
  readonly notes: string | null;
  readonly opted_in: boolean;
  /** When the guest last said so, one way or the other; null: never asked. */
  readonly opted_at_ms: number | null;
}

/** What SevenRooms has counted for a profile. Money as the tickets had it, whatever the currency. */
export interface Totals {
  readonly visits: number;
  readonly covers: number;
  readonly spend_minor: number;
  readonly noshows: number;
  readonly cancelations: number;
}

/** The profile as everybody saw it at `at_ms`: made, edited by staff, written to by clients, whoever came last. */
export function clientAt(profile: Profile, id: string, overlay: Overlay, at_ms: number): ClientState {
  const { life, created_at_ms } = profile;
  const standing = new Standing(life.email, life.opted_in, created_at_ms);
  const edits = life.edits.filter((edit) => edit.at_ms <= at_ms);
  const writes = overlay.of(id).filter((written) => written.at_ms <= at_ms);
  let updated_at_ms = latestOf(profile, at_ms);
  for (const written of writes) {
    while (edits[0] && edits[0].at_ms <= written.at_ms) standing.edit(edits.shift()!);
    if (written.entity === 'client') standing.write(written.write, written.at_ms);
    if (written.changed) updated_at_ms = Math.max(updated_at_ms, written.updated_ms);
  }
  for (const edit of edits) standing.edit(edit);
  return standing.state(updated_at_ms);
}

/** Whether a write would leave anything different. */
export function changes(state: ClientState, write: ClientWrite): boolean {
  const has = ({ group, tag }: Tag) => state.tags.some((one) => one.group === group && one.tag === tag);
  const removed = (write.client_tags_remove ?? []).some(
    (tag) => has(tag) && !(write.client_tags ?? []).some((added) => sameTag(added, tag)),
  );
  const added = (write.client_tags ?? []).some((tag) => !has(tag));
  const set = (write.custom_fields ?? []).some(
    ({ system_name, value }) => (state.fields.get(system_name) ?? '') !== value,
  );
  return removed || added || set || (write.marketing_opt_in ?? state.opted_in) !== state.opted_in;
}

function sameTag(one: Tag, other: Tag): boolean {
  return one.group === other.group && one.tag === other.tag;
}

class Standing {
  private email: string | null;
  private tags: Tag[] = [];
  private readonly fields = new Map<string, string>();
  private notes: string[] = [];
  private opted_in: boolean;
  private opted_at_ms: number | null;

  constructor(email: string | null, opted_in: boolean | null, created_at_ms: number) {
    this.email = email;
    this.opted_in = opted_in ?? false;
    this.opted_at_ms = opted_in === null ? null : created_at_ms;
  }

  edit(edit: ProfileEdit): void {
    if (edit.kind === 'tag_added') this.tag(edit);
    else if (edit.kind === 'tag_removed') this.untag(edit);
    else if (edit.kind === 'note') this.notes.push(edit.text);
    else if (edit.kind === 'field') this.fields.set(edit.name, edit.value);
    else if (edit.kind === 'email') this.email = edit.email;
    else this.opt(edit.kind === 'opted_in', edit.at_ms);
  }

  /** Removals first, so that what is in both lists stays. */
  write({ client_tags, client_tags_remove, custom_fields, marketing_opt_in }: ClientWrite, at_ms: number): void {
    for (const tag of client_tags_remove ?? []) this.untag(tag);
    for (const tag of client_tags ?? []) this.tag(tag);
    for (const { system_name, value } of custom_fields ?? []) this.fields.set(system_name, value);
    if (marketing_opt_in !== undefined && marketing_opt_in !== this.opted_in) this.opt(marketing_opt_in, at_ms);
  }

  state(updated_at_ms: number): ClientState {
    const { email, tags, fields, opted_in, opted_at_ms } = this;
    return { updated_at_ms, email, tags, fields, notes: this.notes.join('\n') || null, opted_in, opted_at_ms };
  }

  private opt(opted_in: boolean, at_ms: number): void {
    this.opted_in = opted_in;
    this.opted_at_ms = at_ms;
  }

  private tag({ group, tag }: Tag): void {
    if (!this.tags.some((one) => sameTag(one, { group, tag }))) this.tags.push({ group, tag });
  }

  private untag(tag: Tag): void {
    this.tags = this.tags.filter((one) => !sameTag(one, tag));
  }
}

/** What the profile's reservations come to at `at_ms`. */
export function totalsAt(bookings: Bookings, { bookings: keys }: Profile, at_ms: number): Totals {
  const totals = { visits: 0, covers: 0, spend_minor: 0, noshows: 0, cancelations: 0 };
  for (const key of keys) {
    const booking = bookings.draw(key);
    const state = bookingAt(booking, at_ms);
    if (!state) continue;
    if (state.status === 'no_show') totals.noshows++;
    if (state.status === 'cancelled') totals.cancelations++;
    if (state.status !== 'completed') continue;
    totals.visits++;
    totals.covers += state.party_size;
    for (const ticket of ticketsOf(bookings.world, booking, state)) totals.spend_minor += ticket.subtotal_minor;
  }
  return totals;
}
