import { valueAt, wrongValue } from './issues.js';
/** What no single key can tell: keys that need or exclude each other, names that must differ. */
export function checkTogether(examined) {
    return [
        ...brokerless(examined),
        ...brokerPorts(examined),
        ...repeatedVenues(examined),
        ...repeatedTiers(examined),
        ...squareSignature(examined),
        ...publishedOverItself(examined),
    ];
}
const VENDOR_KEYS = ['id', 'sevenrooms', 'toast', 'square', 'opentable', 'service', 'resy'];
function brokerless(examined) {
    const given = (key) => valueAt(examined.value, ['kafka', key]);
    if (given('brokers') !== undefined)
        return [];
    const foreign = ['schemaRegistry', 'ssl', 'sasl'].filter((key) => given(key) !== undefined && given(key) !== null);
    const problems = foreign
        .filter((key) => given(key) !== false)
        .map((key) => wrongValue(['kafka', key], examined, 'absent, or with kafka.brokers beside it'));
    const copies = given('replicationFactor');
    if (typeof copies === 'number' && copies > 1) {
        problems.push(wrongValue(['kafka', 'replicationFactor'], examined, '1 without kafka.brokers: the local stack has one'));
    }
    return problems;
}
function brokerPorts(examined) {
    return indexed(valueAt(examined.value, ['kafka', 'brokers'])).flatMap((broker, index) => {
        const port = /:(\d{1,5})$/.exec(String(broker))?.[1];
        const fine = port === undefined || (Number(port) >= 1 && Number(port) <= 65_535);
        return fine ? [] : [wrongValue(['kafka', 'brokers', index], examined, '"host:port" with a port from 1 to 65535')];
    });
}
function repeatedVenues(examined) {
    return VENDOR_KEYS.flatMap((key) => repeated(examined, ['venues'], key));
}
function repeatedTiers(examined) {
    return repeated(examined, ['enrichment', 'spendTiers'], 'tag');
}
/** In the list at `path`, items whose `key` an earlier one has already. */
function repeated(examined, path, key) {
    const seen = new Map();
    return indexed(valueAt(examined.value, path)).flatMap((item, index) => {
        const value = valueAt(item, [key]);
        const first = seen.get(value);
        if (first === undefined)
            seen.set(value, index);
        if (typeof value !== 'string' || first === undefined)
            return [];
        return [wrongValue([...path, index, key], examined, `another one than that of ${path.join('.')}[${first}]`)];
    });
}
/** Square signs the address together with the body, so neither is of use without the other. */
function squareSignature(examined) {
    const given = (key) => (valueAt(examined.value, ['upstreams', 'square', key]) ?? null) !== null;
    const [signed, address] = [given('webhookSignatureKey'), given('webhookUrl')];
    if (signed === address)
        return [];
    const [absent, present] = signed ? ['webhookUrl', 'webhookSignatureKey'] : ['webhookSignatureKey', 'webhookUrl'];
    const legal = `given together with upstreams.square.${present}: Square signs the address and the body`;
    return [wrongValue(['upstreams', 'square', absent ?? ''], examined, legal)];
}
function publishedOverItself(examined) {
    const path = valueAt(examined.value, ['warehouse', 'path']) ?? 'warehouse.duckdb';
    const copy = valueAt(examined.value, ['warehouse', 'publish', 'path']);
    if (copy !== path)
        return [];
    return [wrongValue(['warehouse', 'publish', 'path'], examined, 'another path than warehouse.path')];
}
function indexed(value) {
    return Array.isArray(value) ? value : [];
}
//# sourceMappingURL=checks.js.map