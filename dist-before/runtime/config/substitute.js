import { keyText } from './problems.js';
/** `${NAME}` inside a string becomes the environment variable NAME. One that is not set is a problem. */
export function substitute(value, env) {
    const fromEnvironment = new Set();
    const problems = [];
    function inText(text, path) {
        return text.replace(/\$\{([^}]*)\}/g, (whole, name) => {
            const key = keyText(path);
            fromEnvironment.add(key);
            const found = Object.hasOwn(env, name) ? env[name] : undefined;
            if (found !== undefined)
                return found;
            problems.push({ key, value: whole, legal: `the name of an environment variable; ${name || 'it'} is not set` });
            return whole;
        });
    }
    function walk(node, path) {
        if (typeof node === 'string')
            return inText(node, path);
        if (Array.isArray(node))
            return node.map((item, index) => walk(item, [...path, index]));
        if (typeof node !== 'object' || node === null)
            return node;
        return Object.fromEntries(Object.entries(node).map(([name, inner]) => [name, walk(inner, [...path, name])]));
    }
    return { value: walk(value, []), fromEnvironment, problems };
}
//# sourceMappingURL=substitute.js.map