import { guest, HOUSE_ACCOUNT, homeOf } from './guests.js';
/** Above every regular guest's index: those who came once. */
const PASSING = 2 ** 40;
/** null: a walk-in that nobody asked. */
export function payerOf(random, setting, service) {
    const drawn = random.fraction();
    const carried = service === 'takeout' || service === 'delivery';
    const known = carried ? 0.93 : service === 'bar' ? 0.38 : 0.6;
    if (carried && drawn < 0.06)
        return named(random, setting.seed, HOUSE_ACCOUNT);
    if (drawn < known)
        return named(random, setting.seed, indexOf(random, setting));
    if (drawn < known + 0.035)
        return { ...named(random, setting.seed, indexOf(random, setting)), ...NO_ADDRESS };
    if (drawn < known + 0.05)
        return { ...named(random, setting.seed, indexOf(random, setting)), ...NUMBER_ONLY };
    return null;
}
/** A guest with an address, for a check that staff put down to somebody later on. */
export function namedPayer(random, setting) {
    return named(random, setting.seed, indexOf(random, setting));
}
const NO_ADDRESS = { known_by: 'phone', email_as_typed: null };
const NUMBER_ONLY = { known_by: 'account', email_as_typed: null };
function named(random, seed, index) {
    const found = guest(seed, index);
    return { known_by: 'email', guest: found, email_as_typed: typed(random, found.email) };
}
/** Half of the known checks belong to one guest in sixteen, most of those to a few; one in twelve to a passer-by. */
function indexOf(random, setting) {
    const kind = random.fraction();
    if (kind < 0.08)
        return PASSING + setting.check_number;
    const regulars = Math.max(1, Math.floor(setting.guests / 16));
    for (let attempt = 0;; attempt++) {
        const drawn = random.fraction();
        const index = kind < 0.54 ? 1 + Math.floor(regulars * drawn ** 1.3) : 1 + Math.floor(setting.guests * drawn);
        if (attempt === 3 || homeOf(setting.seed, index) === setting.venue)
            return index;
    }
}
function typed(random, email) {
    const drawn = random.fraction();
    if (drawn < 0.03)
        return email.toUpperCase();
    if (drawn < 0.07)
        return email[0].toUpperCase() + email.slice(1);
    if (drawn < 0.1)
        return `${email} `;
    if (drawn < 0.11)
        return ` ${email}`;
    return email;
}
//# sourceMappingURL=payers.js.map