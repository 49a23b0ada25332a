import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
/** This process. Throws where neither /proc nor ps can be read. */
export function ownProcess() {
    const born = birthOf(process.pid);
    if (born === undefined)
        throw new Error('the start time of this process cannot be read: neither /proc nor ps answers');
    return { pid: process.pid, born };
}
/** True while exactly this process runs: a zombie and a reused pid are not it. */
export function isAlive(id) {
    return birthOf(id.pid) === id.born;
}
/** When `pid` was started, as a string to compare; undefined when there is no such process or only its zombie. */
export function birthOf(pid) {
    return process.platform === 'linux' ? birthByProc(pid) : birthByPs(pid);
}
function birthByProc(pid) {
    try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        // proc(5): the name in parentheses may hold spaces; after it come state (field 3) … starttime (field 22).
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        if (fields[0] === 'Z' || fields[0] === 'X')
            return undefined;
        return `${bootId()}:${fields[19]}`;
    }
    catch {
        return undefined;
    }
}
function bootId() {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}
function birthByPs(pid) {
    const [state, ...started] = ps(['-o', 'state=,lstart=', '-p', String(pid)])
        .trim()
        .split(/\s+/);
    if (!state || state.startsWith('Z'))
        return undefined;
    return started.join(' ');
}
/** The pids of the processes that were started with `argument` as one of their arguments. */
export function processesWithArgument(argument) {
    if (process.platform !== 'linux')
        return byPs(argument);
    return readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .filter((name) => commandLine(name).includes(argument))
        .map(Number)
        .filter((pid) => pid !== process.pid && birthOf(pid) !== undefined);
}
function commandLine(pid) {
    try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    }
    catch {
        return [];
    }
}
function byPs(argument) {
    return ps(['-A', '-ww', '-o', 'pid=,command='])
        .split('\n')
        .map((line) => line.trim().split(/\s+/))
        .filter((words) => words.includes(argument))
        .map((words) => Number(words[0]))
        .filter((pid) => pid !== process.pid);
}
function ps(args) {
    try {
        return execFileSync('/bin/ps', args, {
            encoding: 'utf8',
            stdio: ['ignore', 'pipe', 'ignore'],
            maxBuffer: 64 << 20,
        });
    }
    catch {
        return '';
    }
}
/** Sends `signal`; a process that is already gone is no error. */
export function signal(pid, name) {
    try {
        process.kill(pid, name);
    }
    catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH'))
            throw error;
    }
}
//# sourceMappingURL=processes.js.map