import { bill } from './bill.js';
import { Calendar } from './calendar.js';
import { Random } from './random.js';
import { arrival_ms, weight } from './rhythm.js';
import { story } from './story.js';
import { tabAt } from './till.js';
import { DAY_MS, LocalTime, VENUES } from './venues.js';
const HISTORY_DAYS = 364;
const PLANNING_MS = 2 * DAY_MS;
const STREAM = { day: 1, arrival: 2, story: 3, bill: 4 };
/**
 * A restaurant group's orders: a year of them before the anchor, and service that goes on after it. Everything follows
 * from the options and a moment, so a page of orders is made when it is asked for; what is kept is only when each order
 * last changed and will change. Ask for moments from the anchor on.
 */
export class World {
    options;
    local = VENUES.map((venue) => new LocalTime(venue));
    calendars = VENUES.map(() => new Calendar());
    visits = [];
    perWeight;
    planned;
    constructor(options) {
        this.options = options;
        const anchorDay = Math.floor(options.anchor_ms / DAY_MS);
        this.planned = anchorDay - HISTORY_DAYS - 1;
        this.perWeight = VENUES.map((venue) => (options.orders * venue.share) / weightOfYear(venue, anchorDay));
        this.reach(options.anchor_ms);
    }
    /** Plans service up to a moment. Does nothing where it is planned already. */
    reach(at_ms) {
        if ((this.planned + 1) * DAY_MS > at_ms + PLANNING_MS)
            return;
        while ((this.planned + 1) * DAY_MS <= at_ms + PLANNING_MS) {
            this.planned++;
            for (let venue = 0; venue < VENUES.length; venue++)
                this.plan(venue, this.planned);
        }
        for (const calendar of this.calendars)
            calendar.sort();
    }
    /** The orders whose latest change, as of `at_ms`, lies in [from_ms, to_ms), by time of that change. */
    latest(venue, window, at_ms) {
        this.reach(at_ms);
        return this.calendars[venue].latest(window, at_ms);
    }
    /** Every change of every venue in (after_ms, to_ms], in the order of time. Needs `after_ms` ≥ the anchor. */
    changesWithin(after_ms, to_ms) {
        this.reach(to_ms);
        const found = this.calendars.flatMap((calendar) => calendar.between(after_ms + 1, to_ms + 1));
        return found.sort((one, other) => one.at_ms - other.at_ms);
    }
    /** Forgets changes that no moment from `at_ms` on can see. */
    forget(at_ms) {
        for (const calendar of this.calendars)
            calendar.forget(at_ms);
    }
    /** Every order of the world, those that are not opened yet included, in a fixed order. */
    all() {
        return this.visits;
    }
    /** The orders of one venue's day, those that are not opened yet included. */
    ofDay(venue, day) {
        const from = this.placeOf({ venue, day, number: 0 });
        return this.visits.slice(from, this.placeOf({ venue: venue + 1, day, number: 0 }));
    }
    exists({ venue, day, number }) {
        const found = this.visits[this.placeOf({ venue, day, number })];
        return found?.venue === venue && found.day === day && found.number === number;
    }
    /** The place of an order in `visits`, or of the first one after it. */
    placeOf(wanted) {
        let low = 0;
        for (let high = this.visits.length; low < high;) {
            const middle = (low + high) >> 1;
            if (before(this.visits[middle], wanted))
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
    /** The order as it stands at `at_ms`; null where it is not open yet. */
    tab(visit, at_ms) {
        const told = this.story(visit);
        if (told.acts[0].at_ms > at_ms)
            return null;
        return tabAt(at_ms, VENUES[visit.venue], told, this.bills(visit, told));
    }
    story({ venue, day, number }) {
        const arrived = arrival_ms(VENUES[venue], this.chance(STREAM.arrival, venue, day, number));
        const local = this.local[venue];
        const night = (24 + VENUES[venue].closeoutHour) * 3_600_000 - 2_700_000;
        return story(this.chance(STREAM.story, venue, day, number), local.instant(day, arrived), local.instant(day, night));
    }
    bills({ venue, day, number }, told) {
        const { seed, guests } = this.options;
        return Array.from({ length: told.checks }, (_, check) => {
            const check_number = ((day * VENUES.length + venue) * 65_536 + number) * 8 + check;
            const random = this.chance(STREAM.bill, venue, day, number, check);
            return bill(random, { seed, guests, venue, check_number }, told, check);
        });
    }
    plan(venue, day) {
        const mean = weight(VENUES[venue], day) * this.perWeight[venue];
        const random = this.chance(STREAM.day, venue, day);
        const ordinary = random.poisson(mean);
        const live = Math.round(ordinary * this.options.liveFactor);
        for (let number = 0; number < Math.max(ordinary, live); number++) {
            const visit = { venue, day, number };
            const { acts } = this.story(visit);
            const opened_ms = acts[0].at_ms;
            const { anchor_ms } = this.options;
            if (opened_ms < anchor_ms - HISTORY_DAYS * DAY_MS || number >= (opened_ms < anchor_ms ? ordinary : live))
                continue;
            this.visits.push(visit);
            this.calendars[venue].note(visit, acts, anchor_ms);
        }
    }
    chance(...parts) {
        return new Random(this.options.seed, ...parts);
    }
}
function weightOfYear(venue, anchorDay) {
    let sum = 0;
    for (let day = anchorDay - HISTORY_DAYS; day < anchorDay; day++)
        sum += weight(venue, day);
    return sum;
}
function before(one, other) {
    return (one.day - other.day < 0 || (one.day === other.day && (one.venue - other.venue || one.number - other.number) < 0));
}
//# sourceMappingURL=world.js.map