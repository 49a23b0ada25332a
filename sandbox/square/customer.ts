import type { Customer } from './directory.ts';
import { date } from './notation.ts';

/** A customer as the Customers API writes them. */
export function customer({ id, payer, created_at_ms, updated_at_ms, edited }: Customer) {
  const { guest, known_by, email_as_typed } = payer;
  const number = `+${guest.phone.code}${guest.phone.digits}`;
  const month = String(1 + (guest.index % 12)).padStart(2, '0');
  return {
    id,
    created_at: date(created_at_ms),
    updated_at: date(updated_at_ms),
    given_name: guest.first_name,
    family_name: guest.last_name,
    ...(known_by === 'email' && { email_address: email_as_typed }),
    ...((known_by === 'phone' || edited) && { phone_number: number }),
    ...(edited && { birthday: `0000-${month}-17` }),
    preferences: { email_unsubscribed: edited && guest.index % 7 === 0 },
    creation_source: 'INSTANT_PROFILE',
    version: edited ? 1 : 0,
  };
}

export type SquareCustomer = ReturnType<typeof customer>;
