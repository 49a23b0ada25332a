import { getCountries } from 'libphonenumber-js';
import type { Decoded, Origin } from '../../runtime/types.ts';
import { normaliseEmail } from '../../schemas/email.ts';
import type { GuestProfile } from '../../schemas/generated/types.ts';
import { topics } from '../../schemas/topics.ts';
import { extraOf } from '../shared/extra.ts';
import { type Fields, isObject } from '../shared/fields.ts';
import { phoneOf } from '../shared/phone.ts';
import { LONGEST_ID } from '../shared/untrusted.ts';
import { countOrNull, decodeRow, isDeleted, LONGEST_TEXT, type Read, versionOf } from './row.ts';
import { tagsOf } from './tags.ts';
import { utcOrNull } from './times.ts';

export interface ClientContext {
  /** ISO 3166-1 alpha-2: where numbers without a country are from. */
  readonly country: string;
  readonly origin: Origin;
  /** The webhook's word that it is gone. */
  readonly deleted?: boolean;
}

/** A client, from the export or a webhook → a version of a guest's profile. See decodeRow. */
export function decodeClient(json: unknown, { country, origin, deleted = false }: ClientContext): Decoded {
  return decodeRow(json, topics.guest_profiles, origin, (row) => readClient(row, country, deleted));
}

function readClient(row: Fields, country: string, deleted: boolean): Read<GuestProfile> {
  const version = versionOf(row);
  const named = {
    client_id: `sevenrooms:${row.text('id', LONGEST_ID)}`,
    version,
    upstream: 'sevenrooms',
    created_at: utcOrNull(row, 'created'),
    updated_at: version,
  };
  if (deleted || isDeleted(row)) return { value: { ...named, ...NOBODY }, latest_ms: version };
  const value: GuestProfile = {
    ...named,
    email: normaliseEmail(row.textOrNull('email', LONGEST_TEXT) ?? ''),
    phone: phoneIn(row, country),
    first_name: row.textOrNull('first_name', LONGEST_TEXT),
    last_name: row.textOrNull('last_name', LONGEST_TEXT),
    birthday: birthdayOf(row),
    visits: countOrNull(row, 'total_visits', 1_000_000_000),
    tags: JSON.stringify(tagsOf(row.raw('client_tags'), row.raw('tags'))),
    custom_fields: customFieldsOf(row.raw('custom_fields')),
    opted_out: optedOut(row),
    extra: extraOf(row, known),
  };
  return { value, latest_ms: version };
}

/** What is left of a profile that is gone: its id keeps its orders and reservations, and no address joins it to others. */
const NOBODY = {
  email: null,
  phone: null,
  first_name: null,
  last_name: null,
  birthday: null,
  visits: null,
  tags: null,
  custom_fields: null,
  opted_out: null,
  extra: '{"deleted":true}',
};

const countries = new Set<string>(getCountries());

/** Its own country goes first: the guest's number is where the guest is from. */
function phoneIn(row: Fields, country: string): string | null {
  const phone = row.textOrNull('phone_number', LONGEST_TEXT);
  const locale = row.textOrNull('phone_number_locale', LONGEST_TEXT)?.trim().toUpperCase() ?? '';
  return phone === null ? null : phoneOf(phone, countries.has(locale) ? locale : country);
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** `--MM-DD`: SevenRooms has no year of birth. Null where it is no day of any year. */
function birthdayOf(row: Fields): string | null {
  const [month, day] = [row.raw('birthday_month'), row.raw('birthday_day')];
  if (typeof month !== 'number' || typeof day !== 'number') return null;
  const most = DAYS[month - 1];
  if (most === undefined || !Number.isInteger(day) || day < 1 || day > most) return null;
  return `--${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** `{name: value}` of a list of `{system_name, name, value}`, or of an object. Null where it is neither. */
function customFieldsOf(fields: unknown): string | null {
  if (isObject(fields)) return writtenOrNull(fields);
  if (!Array.isArray(fields)) return null;
  const entries = fields.flatMap((field: unknown) => {
    if (!isObject(field)) return [];
    const name = [field.system_name, field.name].find((one) => typeof one === 'string' && one !== '');
    return typeof name === 'string' ? [[name, field.value ?? null] as const] : [];
  });
  return writtenOrNull(Object.fromEntries(entries));
}

const LARGEST_FIELDS = 200_000;

/** Null where it is nested too deep to be written, or too large to be kept. */
function writtenOrNull(value: object): string | null {
  try {
    const text = JSON.stringify(value);
    return text.length <= LARGEST_FIELDS ? text : null;
  } catch {
    return null;
  }
}

/** No, with the time at which that was said, is a no; without it the guest was never asked. */
function optedOut(row: Fields): boolean | null {
  if (row.raw('marketing_opt_in') === undefined) return null;
  if (row.flag('marketing_opt_in')) return false;
  return row.textOrNull('marketing_opt_in_ts', LONGEST_TEXT) === null ? null : true;
}

/** The keys that working client code has seen (tap-sevenrooms, and venue_stats of one other); more is kept as it came. */
const known = new Set(
  `address address_2 anniversary_day anniversary_month avg_rating birthday_alt_day birthday_alt_month birthday_day
   birthday_month city client_tags company country created custom_fields deleted email email_alt external_user_id
   first_name gender has_billing_profile id is_contact_private is_one_time_guest last_name loyalty_id loyalty_rank
   loyalty_tier marketing_opt_in marketing_opt_in_ts member_groups notes phone_number phone_number_alt
   phone_number_alt_locale phone_number_locale photo photo_crop_info postal_code private_notes reference_code salutation
   state status tags title total_cancelations total_covers total_noshows total_spend total_spend_per_cover
   total_spend_per_visit total_visits updated user venue_group_id venue_stats`.split(/\s+/),
);
