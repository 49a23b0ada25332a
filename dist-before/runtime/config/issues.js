import { keysAt, legalAt } from './json-schema.js';
import { didYouMean, keyText } from './problems.js';
import { showValue } from './show.js';
/** Each issue as a problem that names the key, the value and the legal values. */
export function problemsOf(issues, examined) {
    return issues.flatMap((issue) => {
        const path = pathOf(issue.path);
        if (issue.code === 'unrecognized_keys')
            return issue.keys.map((key) => unknownKey([...path, key], examined));
        if (issue.code === 'invalid_key')
            return [wrongName(path, examined)];
        return [wrongValue(path, examined)];
    });
}
export function wrongValue(path, examined, legal = legalAt(path)) {
    return located({ key: keyText(path) || 'the config', value: shown(path, examined), legal }, path, examined);
}
function unknownKey(path, examined) {
    const name = String(path.at(-1));
    const known = keysAt(path.slice(0, -1));
    const meant = didYouMean(name, known);
    const legal = meant === undefined ? known.join(', ') : `${known.join(', ')}; did you mean "${meant}"?`;
    return located({ key: keyText(path), value: `unknown key, ${shown(path, examined)}`, legal }, path, examined);
}
/** A name that is no legal one in an object of free names, such as a currency. */
function wrongName(path, examined) {
    const legal = legalAt(path.slice(0, -1));
    return located({ key: keyText(path), value: `the name ${JSON.stringify(path.at(-1))}`, legal }, path, examined);
}
function located(problem, path, examined) {
    const line = examined.lineOf(path);
    return line === undefined ? problem : { ...problem, line };
}
function shown(path, examined) {
    return showValue(valueAt(examined.value, path), path, examined.fromEnvironment);
}
function pathOf(path) {
    return path.map((part) => (typeof part === 'number' ? part : String(part)));
}
/** What lies at `path` in a value of unknown shape; undefined where there is nothing. */
export function valueAt(value, path) {
    return path.reduce((inner, part) => {
        if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, part))
            return undefined;
        // An object's own properties can be read by name, whatever it is.
        return inner[part];
    }, value);
}
//# sourceMappingURL=issues.js.map