import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { otherWays, StackError } from './errors.js';
const minimumJava = 17;
const minimumMaven = [3, 6];
/**
 * Finds a Java that is new enough and returns the absolute path of its command, which then needs no PATH.
 * `javaHome` goes before the PATH.
 */
export async function findJava(javaHome) {
    const java = javaHome ? join(javaHome, 'bin', 'java') : 'java';
    const output = await versionOutput(java, ['-XshowSettings:properties', '-version']);
    if (output === undefined) {
        const where = javaHome ? `${java} cannot be run` : 'Java cannot be found on the PATH';
        throw new StackError('java_missing', `${where}: the local broker and registry ${needJava} ${otherWays}`);
    }
    const major = javaMajor(output);
    if (major === undefined || major < minimumJava) {
        const found = major === undefined ? 'says no version' : `is Java ${major}`;
        throw new StackError('java_too_old', `${java} ${found}: the local broker and registry ${needJava} ${otherWays}`);
    }
    const home = /^\s*java\.home = (.+)$/m.exec(output)?.[1];
    return home === undefined ? java : join(home.trim(), 'bin', 'java');
}
const needJava = `need Java ${minimumJava} or later (check with \`java -version\`). Install it and start again.`;
/** Fails with what to do unless a Maven that is new enough is on the PATH. */
export async function requireMaven() {
    const need = `the local broker and registry are fetched once with Maven ${minimumMaven.join('.')} or later ` +
        '(check with `mvn -version`). Install it and start again.';
    const output = await versionOutput('mvn', ['-version']);
    if (output === undefined) {
        throw new StackError('maven_missing', `Maven cannot be found on the PATH: ${need} ${otherWays}`);
    }
    const found = mavenVersion(output);
    if (!found || isBelow(found, minimumMaven)) {
        const what = found ? `is Maven ${found.join('.')}` : 'says no version';
        throw new StackError('maven_too_old', `mvn ${what}: ${need} ${otherWays}`);
    }
}
/** The major version in the output of `java -version`: 8 for "1.8.0_292", 17 for "17.0.15", 25 for "25-ea". */
export function javaMajor(output) {
    const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(output) ?? [];
    if (first === undefined)
        return undefined;
    return first === '1' && second !== undefined ? Number(second) : Number(first);
}
/** Major and minor in the output of `mvn -version`, colours and warnings around them ignored. */
export function mavenVersion(output) {
    const [, major, minor] = /Apache Maven (\d+)\.(\d+)/.exec(output) ?? [];
    return major === undefined || minor === undefined ? undefined : [Number(major), Number(minor)];
}
function isBelow(found, minimum) {
    return found[0] < minimum[0] || (found[0] === minimum[0] && found[1] < minimum[1]);
}
/** What the command prints on both streams; undefined when it cannot be started. */
function versionOutput(command, args) {
    return new Promise((resolve) => {
        execFile(command, args, { timeout: 30_000 }, (error, stdout, stderr) => {
            const notStarted = error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EACCES');
            resolve(notStarted ? undefined : stdout + stderr);
        });
    });
}
//# sourceMappingURL=tools.js.map