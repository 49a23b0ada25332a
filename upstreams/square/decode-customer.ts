import type { Decoded, Origin } from '../../runtime/types.ts';
import { normaliseEmail } from '../../schemas/email.ts';
import type { GuestProfile } from '../../schemas/generated/types.ts';
import { topics } from '../../schemas/topics.ts';
import { extraOf } from '../shared/extra.ts';
import { Fields, isObject } from '../shared/fields.ts';
import { dayOf, instantOf } from '../shared/instants.ts';
import { phoneOf } from '../shared/phone.ts';
import { LONGEST_ID, recordOrRefusal } from '../shared/untrusted.ts';
import { written } from '../shared/written.ts';

export interface CustomerContext {
  /** ISO 3166-1 alpha-2: where numbers without a country are from. */
  readonly country: string;
  readonly origin: Origin;
  /** When the webhook said that it is gone, epoch ms. */
  readonly deleted_ms?: number;
}

const LONGEST_TEXT = 2000;

/** A customer → a version of a guest's profile, or a refusal. Takes any JSON, and throws nothing. */
export function decodeCustomer(json: unknown, { country, origin, deleted_ms }: CustomerContext): Decoded {
  const read = () => {
    const customer = new Fields(json);
    const value = deleted_ms === undefined ? profileOf(customer, country) : goneOf(customer, deleted_ms);
    return { value, event_time_ms: value.version };
  };
  return recordOrRefusal({
    topic: topics.guest_profiles,
    upstream: 'square',
    origin,
    payload: () => written(json),
    read,
  });
}

/** Of any JSON at all; NaN where it does not say. */
export function changedAt(row: unknown): number {
  const said = isObject(row) ? row.updated_at : undefined;
  return (typeof said === 'string' ? instantOf(said) : null) ?? Number.NaN;
}

function profileOf(customer: Fields, country: string): GuestProfile {
  const version = customer.instantOrNull('updated_at');
  if (version === null) throw customer.missing('updated_at');
  const phone = customer.textOrNull('phone_number', LONGEST_TEXT);
  return {
    client_id: clientIdOf(customer),
    version,
    upstream: 'square',
    email: normaliseEmail(customer.textOrNull('email_address', LONGEST_TEXT) ?? ''),
    phone: phone === null ? null : phoneOf(phone, country),
    first_name: customer.textOrNull('given_name', LONGEST_TEXT),
    last_name: customer.textOrNull('family_name', LONGEST_TEXT),
    birthday: birthdayOf(customer),
    visits: null,
    tags: null,
    custom_fields: null,
    opted_out: customer.childOrNull('preferences')?.flag('email_unsubscribed') === true ? true : null,
    created_at: customer.instantOrNull('created_at'),
    updated_at: version,
    extra: extraOf(customer, known),
  };
}

/** What is left of a profile that is gone: its id keeps its orders, and no address joins it to others. */
function goneOf(customer: Fields, deleted_ms: number): GuestProfile {
  const nobody = { email: null, phone: null, first_name: null, last_name: null, birthday: null, opted_out: null };
  const version = Math.max(deleted_ms, customer.instantOrNull('updated_at') ?? 0);
  return {
    client_id: clientIdOf(customer),
    version,
    upstream: 'square',
    ...nobody,
    visits: null,
    tags: null,
    custom_fields: null,
    created_at: customer.instantOrNull('created_at'),
    updated_at: version,
    extra: '{"deleted":true}',
  };
}

function clientIdOf(customer: Fields): string {
  return `square:${customer.text('id', LONGEST_ID)}`;
}

/** `1998-09-21`; of whom the year is not known `0000-09-21` (api.json, Customer.birthday). Null where it is no day. */
function birthdayOf(customer: Fields): string | null {
  const said = customer.textOrNull('birthday', LONGEST_TEXT);
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(said ?? '') ?? [];
  const unknown = year === '0000';
  // A leap year has every day that there is.
  if (dayOf(unknown ? 2000 : Number(year), Number(month), Number(day)) === null) return null;
  return unknown ? `--${month}-${day}` : said;
}

/** The keys of a customer (api.json, Customer). */
const known = new Set(
  `id created_at updated_at given_name family_name nickname company_name email_address address phone_number birthday
   reference_id note preferences creation_source group_ids segment_ids version tax_ids cards groups`.split(/\s+/),
);
