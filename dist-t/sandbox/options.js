export function settingsOf(options) {
    const orders = options.orders ?? 50_000;
    return {
        seed: options.seed ?? 20,
        orders,
        guests: options.guests ?? Math.max(20, Math.round(orders * 0.24)),
        speed: options.speed ?? 60,
        historyOnly: options.historyOnly ?? false,
        liveFactor: options.liveFactor ?? 1,
        anchor_ms: options.anchor_ms ?? null,
        vendorLimits: options.vendorLimits ?? false,
        dataDir: options.dataDir ?? null,
        port: options.port ?? 0,
        faults: options.faults ?? {},
        webhooks: options.webhooks ?? {},
        retryScale: options.retryScale ?? 1,
    };
}
export class SandboxOptionsError extends Error {
}
const KINDS = {
    seed: Number.isSafeInteger,
    orders: (value) => isWhole(value, 0),
    guests: (value) => isWhole(value, 1),
    speed: (value) => isNumber(value) && value >= 0,
    historyOnly: (value) => typeof value === 'boolean',
    liveFactor: (value) => isNumber(value) && value >= 0,
    anchor_ms: (value) => isWhole(value, 0),
    vendorLimits: (value) => typeof value === 'boolean',
    dataDir: (value) => typeof value === 'string',
    port: (value) => isWhole(value, 0) && value <= 65_535,
    faults: isRecord,
    webhooks: (value) => isRecord(value) && Object.values(value).every(isTarget),
    retryScale: (value) => isNumber(value) && value > 0,
};
/** Reads options from JSON. Throws a SandboxOptionsError that names every key that cannot be used. */
export function sandboxOptions(json) {
    let options;
    try {
        options = JSON.parse(json);
    }
    catch {
        throw new SandboxOptionsError(`the options are not JSON: ${json}`);
    }
    if (!isRecord(options))
        throw new SandboxOptionsError('the options must be a JSON object');
    const kinds = new Map(Object.entries(KINDS));
    const wrong = Object.entries(options).filter(([key, value]) => !kinds.get(key)?.(value));
    if (wrong.length === 0)
        return options; // every key of it is known and has passed its check
    const named = wrong.map(([key, value]) => `${key} ${JSON.stringify(value)}`);
    throw new SandboxOptionsError(`cannot use ${named.join(', ')}; there are ${Object.keys(KINDS).join(', ')}`);
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function isNumber(value) {
    return typeof value === 'number' && Number.isFinite(value);
}
function isWhole(value, least) {
    return Number.isSafeInteger(value) && Number(value) >= least;
}
function isTarget(value) {
    return (isRecord(value) && typeof value.url === 'string' && URL.canParse(value.url) && typeof value.secret === 'string');
}
//# sourceMappingURL=options.js.map