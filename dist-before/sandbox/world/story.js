const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Everything that ever happens to the order of a party that arrives at `arrived_ms`; `night_ms` is when the day's cards are settled. */
export function story(random, arrived_ms, night_ms) {
    const drawn = random.fraction();
    const service = drawn < 0.7 ? 'dine_in' : drawn < 0.82 ? 'bar' : drawn < 0.95 ? 'takeout' : 'delivery';
    const covers = coversOf(random, service);
    const checks = service === 'dine_in' && covers !== null && covers > 1 ? checksOf(random) : 1;
    const meal = service === 'dine_in' || service === 'bar' ? seatedMeal : carriedMeal;
    const acts = meal(random, { arrived_ms, night_ms, checks });
    correct(random, acts, { checks, covers });
    acts.sort((one, other) => one.at_ms - other.at_ms);
    return { service, covers, checks, acts };
}
function coversOf(random, service) {
    if (service === 'bar')
        return random.whole(1, 3);
    if (service === 'dine_in')
        return random.chance(0.08) ? random.whole(5, 12) : random.pick([1, 2, 2, 2, 2, 3, 3, 4, 4]);
    return random.chance(0.4) ? 0 : null;
}
function checksOf(random) {
    const drawn = random.fraction();
    return drawn < 0.84 ? 1 : drawn < 0.96 ? 2 : 3;
}
/** A table or a stool: courses one after the other, then each check is paid and closed by itself. */
function seatedMeal(random, { arrived_ms, night_ms, checks }) {
    const later = (at_ms, from, to) => Math.floor(at_ms + random.between(from, to) * MINUTE_MS);
    const starters_ms = later(arrived_ms, 3, 12);
    const mains_ms = later(starters_ms, 12, 30);
    const desserts_ms = later(mains_ms, 25, 45);
    const acts = [
        { kind: 'seated', at_ms: arrived_ms },
        { kind: 'served', round: 0, at_ms: starters_ms },
        { kind: 'served', round: 1, at_ms: mains_ms },
        { kind: 'served', round: 2, at_ms: desserts_ms },
    ];
    const early = random.fraction();
    if (early < 0.009)
        return [...acts.slice(0, 2), { kind: 'voided', at_ms: later(starters_ms, 1, 11) }];
    if (early < 0.014)
        return [...acts.slice(0, 2), { kind: 'deleted', at_ms: later(starters_ms, 1, 11) }];
    if (random.chance(0.07)) {
        const check = random.whole(0, checks - 1);
        acts.push({ kind: 'line_voided', check, which: random.fraction(), at_ms: later(mains_ms, 1, 24) });
    }
    for (let check = 0; check < checks; check++) {
        const drawn = check > 0 ? random.fraction() : 1;
        if (drawn < 0.05) {
            acts.push({ kind: drawn < 0.03 ? 'check_voided' : 'check_deleted', check, at_ms: later(desserts_ms, 1, 5) });
            continue;
        }
        const paid_ms = later(desserts_ms, 6, 35);
        acts.push({ kind: 'paid', check, at_ms: paid_ms });
        const settled = random.fraction();
        const closed_ms = settled < 0.5 ? paid_ms : settled < 0.85 ? later(paid_ms, 1, 15) : night_ms;
        acts.push({ kind: 'closed', check, at_ms: Math.max(closed_ms, paid_ms) });
    }
    return acts;
}
/** Takeout and delivery: complete and paid when the order comes in, closed when it goes out. */
function carriedMeal(random, { arrived_ms }) {
    const acts = [{ kind: 'seated', at_ms: arrived_ms }];
    for (let round = 0; round < 3; round++)
        acts.push({ kind: 'served', round, at_ms: arrived_ms });
    const gone_ms = Math.floor(arrived_ms + random.between(18, 55) * MINUTE_MS);
    if (random.chance(0.012))
        return [...acts, { kind: 'voided', at_ms: gone_ms }];
    return [...acts, { kind: 'paid', check: 0, at_ms: arrived_ms }, { kind: 'closed', check: 0, at_ms: gone_ms }];
}
/** Adds what staff do after the close: one order in twelve or so is touched again, minutes to weeks later. */
function correct(random, acts, order) {
    const drawn = random.fraction();
    if (drawn >= 0.084)
        return;
    const closed = acts.flatMap((act) => (act.kind === 'closed' ? [act] : []));
    if (closed.length === 0)
        return;
    const { check } = random.pick(closed);
    const end_ms = Math.max(...closed.map((act) => act.at_ms));
    const at_ms = Math.floor(end_ms + delay_ms(random));
    const amount = random.between(0.08, 0.6);
    if (drawn < 0.014)
        acts.push({ kind: 'refunded', check, how: 'part', share: amount, at_ms });
    else if (drawn < 0.024)
        acts.push({ kind: 'refunded', check, how: 'lines', share: amount, at_ms });
    else if (drawn < 0.03)
        acts.push({ kind: 'refunded', check, how: 'all', share: 1, at_ms });
    else if (drawn < 0.033)
        acts.push({ kind: 'voided', at_ms });
    else if (drawn < 0.041)
        reopen(random, acts, check, end_ms);
    else if (drawn < 0.054)
        acts.push({ kind: 'covers_set', covers: random.whole(1, (order.covers ?? 1) + 2), at_ms });
    else if (drawn < 0.07)
        acts.push({ kind: 'payer_set', check, at_ms });
    else
        acts.push({ kind: 'tip_set', check, share: random.between(0.1, 0.3), at_ms });
}
/** Something was forgotten: the closed check is opened, gets a line, and is paid and closed again. */
function reopen(random, acts, check, end_ms) {
    const at_ms = Math.floor(end_ms + random.between(2, 45) * MINUTE_MS);
    acts.push({ kind: 'reopened', check, at_ms });
    acts.push({ kind: 'paid', check, at_ms: at_ms + random.whole(60_000, 600_000) });
    acts.push({ kind: 'closed', check, at_ms: at_ms + random.whole(600_001, 900_000) });
}
function delay_ms(random) {
    const drawn = random.fraction();
    if (drawn < 0.35)
        return random.between(5, 90) * MINUTE_MS;
    if (drawn < 0.7)
        return random.between(10, 30) * HOUR_MS;
    return random.between(2, 21) * DAY_MS;
}
//# sourceMappingURL=story.js.map