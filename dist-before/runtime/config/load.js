import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { checkTogether } from './checks.js';
import { nonEmpty, placesOf } from './environment.js';
import { problemsOf, valueAt } from './issues.js';
import { parseDocument } from './jsonc.js';
import { UsageProblems } from './problems.js';
import { configSchema } from './schema.js';
import { substitute } from './substitute.js';
const DEFAULT_FILE = 'regulars.config.json';
/** Reads, checks and completes the config. Throws {@link UsageProblems} with every problem at once. */
export function loadSettings(circumstances) {
    const { env, cwd, embedded } = circumstances;
    const found = embedded === true ? null : findFile(circumstances);
    const raw = found === null ? { value: {}, lineOf: () => undefined } : readDocument(found.path, found.namedBy);
    return { ...placesOf(env, cwd), ...settingsFrom(raw, env), file: found?.path ?? null };
}
/** The same from a value instead of a file. */
export function configOf(value, env = {}) {
    return settingsFrom({ value, lineOf: () => undefined }, env).config;
}
/** Where a path of the config is: relative ones are relative to the data directory. */
export function inDataDir(places, path) {
    return isAbsolute(path) ? path : resolve(places.dataDir, path);
}
function findFile({ file, cwd, env }) {
    if (file !== undefined)
        return { path: resolve(cwd, file), namedBy: '--config' };
    const fromEnvironment = nonEmpty(env.REGULARS_CONFIG);
    if (fromEnvironment !== undefined)
        return { path: resolve(cwd, fromEnvironment), namedBy: 'REGULARS_CONFIG' };
    const path = resolve(cwd, DEFAULT_FILE);
    return existsSync(path) ? { path, namedBy: 'the config file' } : null;
}
function readDocument(path, namedBy) {
    let text;
    try {
        // A byte order mark is what some editors put first.
        text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
    }
    catch (error) {
        const why = error instanceof Error && 'code' in error ? String(error.code) : 'not readable';
        throw new UsageProblems([{ key: namedBy, value: `${path} (${why})`, legal: 'a file that exists and can be read' }]);
    }
    const { document, problems } = parseDocument(text, path);
    if (document === undefined)
        throw new UsageProblems(problems);
    return { ...document, problems };
}
function settingsFrom(raw, env) {
    const { value, fromEnvironment, problems: unset } = substitute(raw.value, env);
    const examined = { value, fromEnvironment, lineOf: raw.lineOf };
    const parsed = configSchema.safeParse(value);
    const wrong = parsed.success ? [] : problemsOf(parsed.error.issues, examined);
    const problems = [...(raw.problems ?? []), ...unset, ...wrong, ...checkTogether(examined)];
    if (!parsed.success || problems.length > 0)
        throw new UsageProblems(firstPerKey(problems));
    return { config: parsed.data, portNamed: valueAt(value, ['http', 'port']) !== undefined };
}
/** One cause, one line: a variable that is not set makes the text it stands in wrong as well. */
function firstPerKey(problems) {
    const seen = new Set();
    return problems.filter((problem) => {
        if (seen.has(problem.key))
            return false;
        seen.add(problem.key);
        return true;
    });
}
//# sourceMappingURL=load.js.map