import type { Bookings } from '../world/bookings.ts';
import type { Profile } from '../world/profiles.ts';
import { hash } from '../world/random.ts';
import { SEVENROOMS_GROUP } from './account.ts';
import { clientAt, totalsAt } from './client-state.ts';
import { clientId } from './ids.ts';
import { money, utc, utcOrNull } from './notation.ts';
import type { Overlay } from './overlay.ts';
import { joined, shaped } from './tags.ts';

/** A profile as the API writes it, as it stands at `at_ms`. */
export function client(bookings: Bookings, overlay: Overlay, profile: Profile, at_ms: number) {
  const { seed } = bookings.world.options;
  const { index, life, created_at_ms } = profile;
  const id = clientId(seed, profile);
  const state = clientAt(profile, id, overlay, at_ms);
  const totals = totalsAt(bookings, profile, at_ms);
  const { phone, birthday, guest } = life;
  const base = hash(seed, 303, index, profile.profile);
  return {
    id,
    created: utc(created_at_ms),
    updated: utc(state.updated_at_ms),
    deleted: null,
    first_name: guest.first_name,
    last_name: guest.last_name,
    salutation: '',
    title: '',
    gender: '',
    email: state.email,
    email_alt: null,
    phone_number: phone && `+${phone.code}${phone.digits}`,
    phone_number_locale: phone ? (phone.code === '353' ? 'IE' : 'US') : null,
    phone_number_alt: null,
    phone_number_alt_locale: null,
    birthday_day: birthday?.day ?? null,
    birthday_month: birthday?.month ?? null,
    birthday_alt_day: null,
    birthday_alt_month: null,
    anniversary_day: null,
    anniversary_month: null,
    company: '',
    address: '',
    address_2: '',
    city: '',
    state: '',
    postal_code: '',
    country: '',
    notes: state.notes,
    private_notes: null,
    client_tags: state.tags.map((tag) => shaped(tag, base)),
    tags: joined(state.tags),
    custom_fields: [...state.fields].map(([system_name, value], display_order) => {
      const name = system_name.replaceAll('_', ' ');
      return { system_name, display_order, name, value };
    }),
    member_groups: [],
    loyalty_id: null,
    loyalty_rank: null,
    loyalty_tier: null,
    marketing_opt_in: state.opted_in,
    marketing_opt_in_ts: utcOrNull(state.opted_at_ms),
    total_visits: totals.visits,
    total_covers: totals.covers,
    total_spend: money(totals.spend_minor),
    total_spend_per_cover: ratio(totals.spend_minor, totals.covers),
    total_spend_per_visit: ratio(totals.spend_minor, totals.visits),
    total_noshows: totals.noshows,
    total_cancelations: totals.cancelations,
    avg_rating: null,
    has_billing_profile: false,
    is_contact_private: false,
    is_one_time_guest: false,
    external_user_id: null,
    reference_code: `C${base.toString(36).toUpperCase()}`,
    status: null,
    photo: null,
    photo_crop_info: null,
    user: null,
    venue_group_id: SEVENROOMS_GROUP,
  };
}

export type SevenRoomsClient = ReturnType<typeof client>;

function ratio(amount_minor: number, of: number): number {
  return of === 0 ? 0 : Math.round(amount_minor / of) / 100;
}
