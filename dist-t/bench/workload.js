const DAY_MS = 86_400_000;
const SPAN_MS = 3 * 365 * DAY_MS;
const START_MS = Date.UTC(2023, 0, 1);
export function* workload(work) {
    const random = mulberry32(work.seed);
    const guestOf = guestPicker(work.guests);
    for (let index = 0; index < work.orders; index++) {
        const onTime = START_MS + Math.floor((index / work.orders) * SPAN_MS);
        const late = random() < 0.02 ? Math.floor(random() * 3 * DAY_MS) : 0;
        yield {
            index,
            guest: guestOf(random()),
            closed_at: onTime - late,
            net_minor: 1_000 + Math.floor(random() * 30_000),
            covers: 1 + Math.floor(random() * 6),
        };
    }
}
/** Maps a uniform number to a guest's rank by the cumulated weights. */
function guestPicker(guests) {
    const cumulated = new Float64Array(guests);
    let total = 0;
    for (let rank = 0; rank < guests; rank++) {
        total += 1 / (rank + 100);
        cumulated[rank] = total;
    }
    return (uniform) => {
        const wanted = uniform * total;
        let low = 0;
        let high = guests - 1;
        while (low < high) {
            const middle = (low + high) >> 1;
            if (cumulated[middle] < wanted)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    };
}
export function mulberry32(seed) {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let t = Math.imul(state ^ (state >>> 15), state | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
    };
}
//# sourceMappingURL=workload.js.map