import { DOMAINS, FIRST, FIRST_IN_ASCII, LAST, LAST_IN_ASCII } from './names.js';
import { hash, Random } from './random.js';
import { VENUES } from './venues.js';
/** The address that an office orders all its lunches with: one guest with as many orders as a small venue. */
export const HOUSE_ACCOUNT = 0;
const STREAM = 0x6e5;
/** The guest of that index (0, 1, 2 …) in the world of that seed. Any index is somebody. */
export function guest(seed, index) {
    const random = new Random(seed, STREAM, index);
    const home = homeOf(seed, index);
    const first = random.whole(0, FIRST.length - 1);
    const last = random.whole(0, LAST.length - 1);
    const written = address(random, FIRST_IN_ASCII[first], LAST_IN_ASCII[last]);
    const email = index === HOUSE_ACCOUNT ? 'orders@office.example.com' : written.replace('#', index.toString(36));
    const irish = VENUES[home].country === 'IE';
    const phone = irish
        ? { code: '353', digits: `8${random.whole(3, 9)}${pad(random.whole(0, 9_999_999), 7)}` }
        : { code: '1', digits: `${random.pick(['212', '646', '312', '773'])}555${pad(random.whole(0, 9999), 4)}` };
    return { index, first_name: FIRST[first], last_name: LAST[last], email, phone, home };
}
/** Position in VENUES of the guest's nearest place, without making the whole guest. */
export function homeOf(seed, index) {
    let drawn = hash(seed, STREAM + 1, index) / 4_294_967_296;
    for (const [position, venue] of VENUES.entries()) {
        drawn -= venue.share;
        if (drawn < 0)
            return position;
    }
    return VENUES.length - 1;
}
/** What stands for '#', after the last dot, is the index in base 36, so no two guests share an address. */
function address(random, first, last) {
    const domain = random.pick(DOMAINS);
    const style = random.whole(0, 4);
    if (style === 0)
        return `${first}.${last}.#@${domain}`;
    if (style === 1)
        return `${first}${last}.#@${domain}`;
    if (style === 2)
        return `${first[0]}${last}.#@${domain}`;
    if (style === 3)
        return `${first}_${last}.#@${domain}`;
    return `${last}.${first[0]}.#@${domain}`;
}
function pad(value, digits) {
    return String(value).padStart(digits, '0');
}
//# sourceMappingURL=guests.js.map