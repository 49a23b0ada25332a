import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { StackError } from './errors.js';
import { packageRoot } from './paths.js';
/** Reads pom.xml and sha256sums.txt of the package. */
export function readDistribution() {
    const pom = join(packageRoot(), 'stack', 'pom.xml');
    const pomText = readFileSync(pom, 'utf8');
    const sumsText = readFileSync(join(packageRoot(), 'stack', 'sha256sums.txt'), 'utf8');
    return {
        kafka_version: pomProperty(pomText, 'kafka.version'),
        registry_version: pomProperty(pomText, 'apicurio.version'),
        pom,
        sums: parseSums(sumsText),
        id: createHash('sha256').update(pomText).update(sumsText).digest('hex').slice(0, 12),
    };
}
/** The text of a property of a pom. Throws when it is absent. */
export function pomProperty(pom, name) {
    const value = new RegExp(`<${name.replaceAll('.', '\\.')}>([^<]+)</`).exec(pom)?.[1];
    if (value === undefined)
        throw new Error(`stack/pom.xml has no property ${name}`);
    return value.trim();
}
/** Parses the output of sha256sum. Throws on a line that is not `<64 hex>  <path>`. */
export function parseSums(text) {
    const sums = new Map();
    for (const line of text.split('\n').filter((one) => one !== '')) {
        const [, sum, path] = /^([0-9a-f]{64}) [ *](\S.*)$/.exec(line) ?? [];
        if (sum === undefined || path === undefined)
            throw new Error(`stack/sha256sums.txt: not a sum: ${line}`);
        sums.set(path, sum);
    }
    return sums;
}
/** Checks the files below `dir` against the sums. Throws a StackError naming the first file that is missing or differs. */
export async function checkSums(dir, sums) {
    for (const [path, expected] of sums) {
        const found = await sha256(join(dir, path));
        if (found === expected)
            continue;
        throw new StackError('sum_mismatch', `${path} is not what it should be: SHA-256 ${found ?? '(file missing)'} instead of ${expected}. ` +
            'Delete it from the local Maven repository (~/.m2/repository) and start again; if it stays so, ' +
            'what lies between here and Maven Central changes files.');
    }
}
async function sha256(file) {
    const hash = createHash('sha256');
    try {
        await pipeline(createReadStream(file), hash);
    }
    catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
            return undefined;
        throw error;
    }
    return hash.digest('hex');
}
//# sourceMappingURL=distribution.js.map