import { z } from 'zod';
import { configSchema } from './schema.js';
/** The config's schema with what is said about each key (`legal`, `secret`) still in it. */
// zod's return type is its own generic JSON Schema; the interface above is the part of it that is read here.
export const annotatedSchema = z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' });
/** The schema that ships with the package: the legal values stand in the descriptions, where editors show them. */
export function renderJsonSchema() {
    // The public part of an object is an object.
    const { $schema, ...rest } = publicPart(annotatedSchema);
    const head = { $schema, title: 'regulars.config.json', ...rest };
    return `${JSON.stringify(head, null, 2)}\n`;
}
function publicPart(node) {
    if (Array.isArray(node))
        return node.map(publicPart);
    if (typeof node !== 'object' || node === null)
        return node;
    // It is an object and no list, so it can be read by name.
    const { legal, secret, ...rest } = node;
    const parts = Object.entries(rest).map(([name, value]) => [name, publicPart(value)]);
    const out = Object.fromEntries(parts);
    if (typeof legal === 'string')
        out.description = `${out.description} Legal: ${legal}.`;
    return out;
}
/** The node that describes what lies at `path`; undefined where the path itself is unknown. */
export function nodeAt(path, node = annotatedSchema) {
    const [head, ...rest] = path;
    if (head === undefined)
        return node;
    const next = childOf(node, head);
    return next === undefined ? undefined : nodeAt(rest, next);
}
function childOf(node, part) {
    if (typeof part === 'number')
        return objectOf(node, 'items')?.items;
    const holder = objectOf(node, 'properties');
    if (holder?.properties !== undefined && Object.hasOwn(holder.properties, part))
        return holder.properties[part];
    const open = objectOf(node, 'additionalProperties')?.additionalProperties;
    return typeof open === 'object' ? open : undefined;
}
/** The node itself, or the one of its alternatives that has what is asked for. */
function objectOf(node, what) {
    return node[what] !== undefined ? node : node.anyOf?.find((one) => one[what] !== undefined);
}
/** Names of the keys that the object at `path` may hold. */
export function keysAt(path) {
    const node = nodeAt(path);
    return Object.keys((node && objectOf(node, 'properties')?.properties) ?? {});
}
/** The legal values of what lies at `path`, in words. Of a part of a value that is legal as a whole: of the whole. */
export function legalAt(path) {
    const node = nodeAt(path);
    if (node?.legal !== undefined)
        return node.legal;
    if (node?.properties !== undefined)
        return `an object with the keys ${Object.keys(node.properties).join(', ')}`;
    if (path.length > 0)
        return legalAt(path.slice(0, -1));
    return 'an object';
}
//# sourceMappingURL=json-schema.js.map