export const VENUES = [
    {
        id: 'soho',
        name: 'Acme Soho',
        timezone: 'America/New_York',
        country: 'US',
        currency: 'USD',
        closeoutHour: 4,
        share: 0.42,
        tax_rate: 8_875,
        taxIncluded: false,
        serviceCharge: { name: 'Large party service charge', percent: 18, fromCovers: 7 },
        week: [1.0, 0.65, 0.8, 0.9, 1.05, 1.35, 1.4],
        lunch: 0.34,
    },
    {
        id: 'fulton',
        name: 'Acme Fulton Market',
        timezone: 'America/Chicago',
        country: 'US',
        currency: 'USD',
        closeoutHour: 4,
        share: 0.33,
        tax_rate: 11_750,
        taxIncluded: false,
        serviceCharge: { name: 'Kitchen appreciation', percent: 3, fromCovers: 1 },
        week: [0.9, 0, 0.8, 0.95, 1.1, 1.5, 1.6],
        lunch: 0.25,
    },
    {
        id: 'liberties',
        name: 'Acme Liberties',
        timezone: 'Europe/Dublin',
        country: 'IE',
        currency: 'EUR',
        closeoutHour: 5,
        share: 0.25,
        tax_rate: 13_500,
        taxIncluded: true,
        serviceCharge: { name: 'Service charge', percent: 12.5, fromCovers: 6 },
        week: [1.3, 0.5, 0.7, 0.85, 1.0, 1.4, 1.5],
        lunch: 0.45,
    },
];
const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
/** What a venue's wall clock is ahead of UTC at an instant. Asks the time zone data once per venue and hour. */
export class LocalTime {
    venue;
    format;
    offsets = new Map();
    constructor(venue) {
        this.venue = venue;
        this.format = new Intl.DateTimeFormat('en-US', { timeZone: venue.timezone, timeZoneName: 'longOffset' });
    }
    offset_ms(at_ms) {
        const hour = Math.floor(at_ms / HOUR_MS);
        const known = this.offsets.get(hour);
        if (known !== undefined)
            return known;
        const found = this.ask(at_ms);
        if (this.offsets.size > 20_000)
            this.offsets.clear();
        this.offsets.set(hour, found);
        return found;
    }
    /** The UTC instant of a local time, given as milliseconds after the local midnight that begins the day. */
    instant(day, local_ms) {
        const local = day * DAY_MS + local_ms;
        return local - this.offset_ms(local - this.offset_ms(local));
    }
    /** The business day of an instant, in days since 1970-01-01: nights up to the closeout hour count to the day before. */
    businessDay(at_ms) {
        return Math.floor((at_ms + this.offset_ms(at_ms) - this.venue.closeoutHour * HOUR_MS) / DAY_MS);
    }
    ask(at_ms) {
        const written = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(this.format.format(at_ms));
        if (!written)
            throw new Error(`no offset for ${this.venue.timezone}`);
        const minutes = Number(written[2] ?? 0) * 60 + Number(written[3] ?? 0);
        return (written[1] === '-' ? -minutes : minutes) * 60_000;
    }
}
//# sourceMappingURL=venues.js.map