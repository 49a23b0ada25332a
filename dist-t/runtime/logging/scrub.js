const MAX_DEPTH = 6;
const MAX_ITEMS = 50;
const MAX_TEXT = 4000;
/** Names of fields whose values are hidden whatever they are. */
const hiddenName = /secret|token|passw|passphrase|credential|authori[sz]ation|cookie|signature|api.?key|signature.?key|private.?key|client.?id$|e.?mail|phone|mobile|(first|last|given|family|full|guest|sur).?name|birth|address.?line|payload|^body$|^headers$|^query$|^answers$|^notes?$/i;
/** Names that the pattern above catches and that tell nothing of anybody. */
const harmlessName = /^(tokens_?(left|per.*)|payload_?(bytes|size))$/i;
const patterns = [
    [/\b(bearer|basic|klaviyo-api-key|resyapi|platformapi)\s+[^\s"',;]+/gi, '$1 (hidden)'],
    [/\bwhsec_[A-Za-z0-9+/=_-]+/g, '(hidden)'],
    [/([?&](?:[\w-]*(?:token|secret|key|password|signature|email|phone)[\w-]*)=)[^&\s"'#]+/gi, '$1(hidden)'],
    [/"[^"@\n]{1,64}"@[^\s"'<>(),;|=[\]{}]+/gu, '(e-mail)'],
    // The characters of a local part by RFC 5322, and letters of any script. Not the folder of a scoped npm package.
    [/[\p{L}\p{N}!#$%&'*+/=?^_`{|}~.-]+(?<!node_modules\/)(?:@|%40)[^\s"'<>(),;|=[\]{}\\]+/giu, '(e-mail)'],
    [/\+\d(?:[\s().-]{0,2}\d){6,14}\b/g, '(phone)'],
    [/(?<![\d.:-])\(?\d{3}\)?[\s.-]{1,2}\d{3}[\s.-]\d{4}(?![\d.-])/g, '(phone)'],
    [/(?<![\w.:-])\d{10,15}(?![\w.:-])/g, '(number)'],
];
/** `secrets`: values that are hidden wherever they stand, also as Base64 or inside of an address. */
export function scrubber(secrets) {
    const known = [...new Set(secrets.filter((secret) => secret.length >= 4).flatMap(spellings))].sort((a, b) => b.length - a.length);
    const text = (raw) => scrubText(raw, known);
    return { text, value: (value) => plain(value, { text, seen: new Set() }, 0) };
}
function spellings(secret) {
    return [
        secret,
        encodeURIComponent(secret),
        Buffer.from(secret).toString('base64'),
        JSON.stringify(secret).slice(1, -1),
    ];
}
function scrubText(raw, known) {
    const cut = raw.length > MAX_TEXT ? `${raw.slice(0, MAX_TEXT)}…` : raw;
    const withoutKnown = known.reduce((text, secret) => text.replaceAll(secret, '(hidden)'), cut);
    return patterns.reduce((text, [pattern, instead]) => text.replace(pattern, instead), withoutKnown);
}
function plain(value, walk, depth) {
    if (typeof value === 'string')
        return walk.text(value);
    if (typeof value === 'bigint')
        return String(value);
    if (typeof value === 'symbol' || typeof value === 'function')
        return `(${typeof value})`;
    if (typeof value !== 'object' || value === null)
        return value;
    if (walk.seen.has(value))
        return '(circular)';
    if (depth >= MAX_DEPTH)
        return '(deep)';
    walk.seen.add(value);
    try {
        return plainObject(value, walk, depth);
    }
    catch {
        return '(unreadable)';
    }
    finally {
        walk.seen.delete(value);
    }
}
function plainObject(value, walk, depth) {
    if (value instanceof Date)
        return Number.isNaN(value.getTime()) ? null : value.toISOString();
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer)
        return `(${value.byteLength} bytes)`;
    if (value instanceof Error)
        return plainError(value, walk, depth);
    if (value instanceof Map)
        return plainEntries([...value].map(([key, item]) => [String(key), item]), walk, depth);
    if (Array.isArray(value) || value instanceof Set) {
        return [...value].slice(0, MAX_ITEMS).map((item) => plain(item, walk, depth + 1));
    }
    return plainEntries(Object.keys(value).map((name) => [name, property(value, name)]), walk, depth);
}
function plainError(error, walk, depth) {
    const stack = property(error, 'stack');
    const parts = ['code', 'reason', 'kind', 'status', 'cause'].map((name) => [
        name,
        property(error, name),
    ]);
    return {
        type: error.name,
        message: walk.text(String(error.message)),
        ...plainEntries(parts.filter(([, part]) => part !== undefined), walk, depth),
        ...(typeof stack === 'string' ? { stack: walk.text(stack) } : {}),
    };
}
function plainEntries(entries, walk, depth) {
    const shown = entries.slice(0, MAX_ITEMS).map(([name, item]) => [walk.text(name), hide(name, item, walk, depth)]);
    return Object.fromEntries(shown);
}
function hide(name, item, walk, depth) {
    const empty = item === null || item === undefined || item === '' || typeof item === 'boolean';
    if (!empty && hiddenName.test(name) && !harmlessName.test(name))
        return '(hidden)';
    return plain(item, walk, depth + 1);
}
function property(value, name) {
    try {
        return Reflect.get(value, name);
    }
    catch {
        return '(unreadable)';
    }
}
//# sourceMappingURL=scrub.js.map