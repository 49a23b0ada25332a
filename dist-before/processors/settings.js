const DAY_MS = 24 * 60 * 60 * 1000;
export function windowOf(settings) {
    return Math.round(settings.spendWindowDays * DAY_MS);
}
export function rulesOf(settings) {
    const { loyalty, spendTiers } = settings;
    const currencies = new Set(spendTiers.flatMap((tier) => Object.keys(tier.averagePerCover)));
    return {
        window_ms: windowOf(settings),
        loyalty: { visits: loyalty.visits, spend: new Map(Object.entries(loyalty.spend)) },
        tiers: new Map([...currencies].map((currency) => [currency, tiersIn(spendTiers, currency)])),
    };
}
function tiersIn(tiers, currency) {
    return tiers.flatMap(({ tag, averagePerCover }) => Object.hasOwn(averagePerCover, currency) ? [{ tag, from_minor: averagePerCover[currency] }] : []);
}
//# sourceMappingURL=settings.js.map