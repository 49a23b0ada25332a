import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { scrubber } from './scrub.js';
export function openLog({ level = 'info', secrets = [], target }) {
    const scrub = scrubber(secrets);
    const logger = pino({
        level,
        base: { pid: process.pid },
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
    }, target);
    const component = (name) => {
        const line = (at) => (message, details) => {
            if (!logger.isLevelEnabled(at))
                return;
            const more = details === undefined ? {} : { details: scrub.value(details) };
            logger[at]({ ...(name === undefined ? {} : { component: name }), ...more }, '%s', scrub.text(message));
        };
        return { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error'), of: component };
    };
    return component(undefined);
}
/** Writes nothing: for tests and for callers that have no log. */
export const silentLog = openLog({ level: 'error', target: { write: () => { } } });
/** Standard error, at once: a line is out before the process can end. */
export function stderrTarget() {
    return pino.destination({ dest: 2, sync: true });
}
const KEPT_FILES = 20;
/** A new file `<command>-<time>.log` in `folder`; of earlier ones the last few are kept. */
export function fileTarget(folder, command, at) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const old = readdirSync(folder)
        .filter((file) => file.startsWith(`${command}-`) && file.endsWith('.log'))
        .sort();
    for (const file of old.slice(0, Math.max(0, old.length - KEPT_FILES + 1)))
        rmSync(join(folder, file), { force: true });
    const path = join(folder, `${command}-${at.toISOString().replaceAll(/[:.]/g, '')}-${process.pid}.log`);
    const destination = pino.destination({ dest: path, sync: true, mode: 0o600 });
    return { path, write: (line) => void destination.write(line) };
}
//# sourceMappingURL=log.js.map