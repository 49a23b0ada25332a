import { inDataDir } from '../runtime/config/load.js';
import { secretsOf } from '../runtime/config/secrets.js';
import { openDataDir, stateFolder } from '../runtime/data-dir/layout.js';
import { enter } from '../runtime/data-dir/presence.js';
import { fileTarget, openLog, stderrTarget } from '../runtime/logging/log.js';
import { createMetrics } from '../runtime/metrics/metrics.js';
import { Closing } from './closing.js';
import { aborted } from './interrupt.js';
import { openProgress } from './progress.js';
import { openServers, pageUrl } from './servers.js';
/**
 * Runs a pipeline with its server until it has caught up, is interrupted, or fails; then drains. Gives the last status
 * before that; undefined where it was interrupted while starting.
 */
export async function host(hosting, context) {
    const { settings } = context;
    const dataDir = openDataDir(settings.dataDir);
    const { command, roles, instance } = hosting;
    const presence = await enter(dataDir, { command, roles, ...(instance === undefined ? {} : { instance }) });
    const closing = new Closing();
    closing.add(() => presence.leave());
    let last;
    try {
        last = await runHosted(hosting, context, { dataDir, presence, closing });
    }
    catch (error) {
        // What fails while closing is the consequence of this.
        await closing.run().catch(() => { });
        if (!context.signal.aborted)
            throw error;
        return undefined;
    }
    await closing.run();
    return last;
}
async function runHosted(hosting, context, place) {
    const { settings, output, signal } = context;
    const { dataDir, closing } = place;
    const stateDir = stateFolder(dataDir, hosting.instance);
    const log = logOf(hosting, context, dataDir);
    const metrics = createMetrics();
    const inState = (path) => inDataDir({ ...settings, dataDir: stateDir }, path);
    let progress;
    const note = (line) => (progress ?? output).note(line);
    const pass = (line) => (progress ?? output).pass(line);
    const pipeline = await hosting.create({ settings, dataDir, stateDir, inState, log, metrics, note, pass });
    closing.add(() => pipeline.stop());
    const server = await openServers({ ...place, pipeline, settings, log, metrics });
    log.info('started', { command: hosting.command, roles: hosting.roles, url: server.url });
    progress = openProgress(output, pipeline);
    closing.add(() => {
        progress?.close();
        progress = undefined;
        if (signal.aborted)
            note('finishing what is under way …');
    });
    say(context, note, `dashboard ${pageUrl(server, settings, dataDir)}`);
    await Promise.race([pipeline.start(signal, server.url), aborted(signal)]);
    for (const line of signal.aborted ? [] : pipeline.addresses())
        say(context, note, line);
    await ending(pipeline, hosting.untilCaughtUp, signal);
    const last = pipeline.status();
    return last;
}
/** Not into the result where that is JSON, nor across lines that are drawn anew. */
function say({ output, json }, note, line) {
    if (json || output.interactive)
        note(line);
    else
        output.print(line);
}
/** Resolves when it is time to stop; rejects with why it must. */
async function ending(pipeline, untilCaughtUp, signal) {
    const failed = pipeline.failed.then((failure) => Promise.reject(failure));
    await Promise.race([failed, aborted(signal), ...(untilCaughtUp ? [pipeline.untilCaughtUp(signal)] : [])]);
}
function logOf({ command, logToFile }, { settings, output }, dataDir) {
    const secrets = secretsOf(settings.config);
    if (!output.interactive && !logToFile)
        return openLog({ secrets, target: stderrTarget() });
    const target = fileTarget(dataDir.logs, command, new Date());
    output.note(`logs      ${target.path}`);
    return openLog({ secrets, target });
}
//# sourceMappingURL=host.js.map