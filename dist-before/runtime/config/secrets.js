import { nodeAt } from './json-schema.js';
/** Every value of the config that may not be shown anywhere, for the log to hide. */
export function secretsOf(config) {
    return collect(config, []);
}
function collect(value, path) {
    if (typeof value === 'string')
        return nodeAt(path)?.secret === true ? [value] : passwordIn(value);
    if (Array.isArray(value))
        return value.flatMap((item, index) => collect(item, [...path, index]));
    if (typeof value !== 'object' || value === null)
        return [];
    return Object.entries(value).flatMap(([name, item]) => collect(item, [...path, name]));
}
/** `https://user:password@host` */
function passwordIn(text) {
    if (!text.includes('@') || !URL.canParse(text))
        return [];
    const { password } = new URL(text);
    return password === '' ? [] : [password, decodeURIComponent(password)];
}
//# sourceMappingURL=secrets.js.map