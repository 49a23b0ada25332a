import { parseTree, printParseErrorCode } from 'jsonc-parser';
import { keyText } from './problems.js';
/** Comments and trailing commas allowed. All syntax errors and repeated keys at once. */
export function parseDocument(text, file) {
    const errors = [];
    const tree = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
    if (errors.length > 0 || tree === undefined) {
        const problems = errors.map((error) => syntaxProblem(error, text, file));
        return { problems: problems.length > 0 ? problems : [emptyFile(file)] };
    }
    const lineOf = (path) => {
        const node = nodeAt(tree, path);
        return node && lineAt(text, node.offset);
    };
    return { document: { value: plainValue(tree), lineOf }, problems: repeatedKeys(tree, text, []) };
}
const LEGAL_FILE = 'one JSON object; comments and trailing commas are allowed';
function emptyFile(file) {
    return { key: file, value: 'empty', legal: LEGAL_FILE };
}
function syntaxProblem(error, text, file) {
    const what = printParseErrorCode(error.error)
        .replace(/([a-z])([A-Z])/g, '$1 $2')
        .toLowerCase();
    return { key: file, value: `not JSON: ${what}`, legal: LEGAL_FILE, line: lineAt(text, error.offset) };
}
function lineAt(text, offset) {
    return text.slice(0, offset).split('\n').length;
}
/** Like jsonc-parser's `getNodeValue`, but a key named `__proto__` is a key like any other. */
function plainValue(node) {
    if (node.type === 'array')
        return (node.children ?? []).map(plainValue);
    if (node.type !== 'object')
        return node.value;
    return Object.fromEntries(members(node).map(({ name, value }) => [name, plainValue(value)]));
}
function members(node) {
    return (node.children ?? []).flatMap((property) => {
        const [name, value] = property.children ?? [];
        return name === undefined || value === undefined ? [] : [{ name: String(name.value), value }];
    });
}
function nodeAt(node, path) {
    const [head, ...rest] = path;
    if (head === undefined)
        return node;
    const next = typeof head === 'number' ? node.children?.[head] : members(node).findLast((m) => m.name === head)?.value;
    return next && nodeAt(next, rest);
}
function repeatedKeys(node, text, path) {
    if (node.type === 'array') {
        return (node.children ?? []).flatMap((child, index) => repeatedKeys(child, text, [...path, index]));
    }
    if (node.type !== 'object')
        return [];
    const seen = new Set();
    return members(node).flatMap(({ name, value }) => {
        const inner = repeatedKeys(value, text, [...path, name]);
        if (!seen.has(name)) {
            seen.add(name);
            return inner;
        }
        const line = lineAt(text, value.offset);
        return [{ key: keyText([...path, name]), value: 'given more than once', legal: 'once', line }, ...inner];
    });
}
//# sourceMappingURL=jsonc.js.map