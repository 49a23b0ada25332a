import { normaliseEmail } from '../../schemas/email.js';
import { businessDateAt } from '../../upstreams/shared/business-date.js';
import { phoneOf } from '../../upstreams/shared/phone.js';
const MOST = { from: 0, to: Number.MAX_SAFE_INTEGER };
export function moneyOr0(row, name) {
    return row.integerOrNull(name, MOST) ?? 0;
}
export function money(row, name) {
    return row.integer(name, MOST);
}
export function versionOrNull(row) {
    return row.integerOrNull('version', MOST);
}
export const PEOPLE = { from: 0, to: 100_000 };
/** Normalised. An address that is none is a warning: nobody is known by it. */
export function emailOf(row, { warn }) {
    const text = row.textOrNull('email');
    const email = text === null ? null : normaliseEmail(text);
    if (text !== null && email === null)
        warn('unusable_email');
    return email;
}
/** E.164 where it parses: in the venue's country, else in that of all venues where they have one in common. */
export function phoneIn(row, { venues }, venue_id) {
    const text = row.textOrNull('phone', 100);
    if (text === null)
        return null;
    const countries = new Set(venues.map(({ country }) => country));
    const own = venues.find(({ id }) => id === venue_id)?.country;
    const common = countries.size === 1 ? [...countries][0] : undefined;
    return phoneOf(text, own ?? common ?? '');
}
/** A venue that the config does not know counts in UTC; its day ends when the config's default says. */
const UTC = { timezone: 'UTC', closeoutHour: 4 };
export function businessDate(at_ms, venue_id, { venues }) {
    return businessDateAt(at_ms, venues.find(({ id }) => id === venue_id) ?? UTC);
}
//# sourceMappingURL=context.js.map