import { nodeAt } from './json-schema.js';
import { keyText } from './problems.js';
const secretName = /secret|token|password|passphrase|credential|api_?key|signature_?key|client_?id|auth/i;
const secretPlaces = new Set(['upstreams', 'kafka', 'http']);
const HIDDEN = '(hidden)';
/**
 * The value at `path` as it may be shown. Hidden: what is declared a secret, what came from the environment, texts
 * under names that sound like one, and texts under unknown names where credentials are kept.
 */
export function showValue(value, path, fromEnvironment) {
    if (value === undefined)
        return 'absent';
    if (value === null || typeof value === 'boolean' || typeof value === 'number')
        return String(value);
    if (typeof value === 'object')
        return Array.isArray(value) ? `a list of ${value.length}` : 'an object';
    if (value === '')
        return '""';
    return hidden(String(value), path, fromEnvironment) ? HIDDEN : shortened(JSON.stringify(value));
}
function hidden(value, path, fromEnvironment) {
    // An `@` is in e-mail addresses and in addresses that carry a password.
    if (fromEnvironment.has(keyText(path)) || value.includes('@'))
        return true;
    const node = nodeAt(path);
    if (node !== undefined)
        return node.secret === true;
    return secretPlaces.has(path[0] ?? '') || path.some((part) => secretName.test(String(part)));
}
function shortened(text) {
    return text.length <= 80 ? text : `${text.slice(0, 76)}…"`;
}
//# sourceMappingURL=show.js.map