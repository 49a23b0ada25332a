import { LONGEST_ID } from './row.js';
/** Systems whose ids a file may name. */
const upstreams = new Set([
    ...['file', 'sevenrooms', 'service', 'toast', 'square', 'typeform', 'medallia', 'klaviyo', 'mailchimp'],
    ...['opentable', 'resy'],
]);
/** The system that the row's own ids are of. */
export function upstreamOf(row) {
    const upstream = row.textOrNull('upstream', 40) ?? 'file';
    if (!/^[a-z][a-z0-9_-]*$/.test(upstream))
        throw row.wrong('upstream', 'out_of_range', 'lower case letters, digits, "-" and "_" expected');
    return upstream;
}
/** `<upstream>:<id>`: as it is where it begins so, else with the prefix. */
export function ownId(row, name, upstream) {
    return prefixed(row.text(name, LONGEST_ID), upstream);
}
/** The id of something that may be another system's: with any system's prefix it is kept. */
export function otherId(row, name, upstream) {
    const id = row.textOrNull(name, LONGEST_ID);
    if (id === null)
        return null;
    const system = id.slice(0, Math.max(0, id.indexOf(':')));
    return upstreams.has(system) && id.length > system.length + 1 ? id : prefixed(id, upstream);
}
export function prefixed(id, upstream) {
    return id.startsWith(`${upstream}:`) && id.length > upstream.length + 1 ? id : `${upstream}:${id}`;
}
//# sourceMappingURL=ids.js.map