/**
 * The process under test: runs what it is told in its argument (JSON, see {@link Task}), tells when all of it runs,
 * and on any message what it has taken of the machine since it was told to begin counting.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { processorsOf, upstreamsOf } from '../pipeline.js';
import { configOf } from '../runtime/config/load.js';
import { runClock } from '../runtime/sources/clock.js';
import { wallClock } from '../runtime/sources/clock-port.js';
import { runSources } from '../runtime/sources/sources.js';
import { noMetrics } from '../runtime/tasks/metrics.js';
import { runProcessors } from '../runtime/tasks/processors.js';
import { runDuckdbSink } from '../sinks/duckdb/sink.js';
import { openWarehouse } from '../sinks/duckdb/warehouse.js';
import { openPlace } from './place.js';
export async function start(task) {
    const child = fork(fileURLToPath(import.meta.url), [JSON.stringify(task)], { execArgv: ['--expose-gc', ...(process.env.PROF ? ['--cpu-prof','--cpu-prof-dir=/tmp/h2-data/prof'] : [])] });
    const exited = new Promise((resolve) => child.once('exit', () => resolve()));
    const { ready_ms, head_start_ms } = await said(child, 'ready');
    return {
        ready_ms,
        head_start_ms,
        async taken() {
            child.send('taken');
            return (await said(child, 'taken')).taken;
        },
        async lag() {
            child.send('lag');
            return (await said(child, 'lag')).lag;
        },
        async stop() {
            child.send('stop');
            await exited;
        },
    };
}
function said(child, kind) {
    return new Promise((resolve, reject) => {
        const failed = (code) => reject(new Error(`the process under test ended with exit code ${code}`));
        child.once('exit', failed);
        // The child is this same file.
        const listen = (message) => {
            const heard = message;
            if (heard.kind !== kind)
                return;
            child.off('exit', failed).off('message', listen);
            resolve(heard);
        };
        child.on('message', listen);
    });
}
async function openComponents({ place, run, config: raw }) {
    const { log, codec } = await openPlace(place);
    const config = configOf(raw);
    const fail = (component, failure) => {
        console.error(`${component} failed:`, failure);
        process.exit(1);
    };
    const common = { log, codec, clock: wallClock, onFatal: fail };
    const processors = processorsOf(config).filter(({ name }) => run.includes(name));
    const deps = { dataDir: place.folder, log: { info: () => undefined }, metrics: { upstreamCall() { } }, now: Date.now };
    const sources = upstreamsOf(config, deps).flatMap((upstream) => upstream.sources);
    const components = runProcessors({ ...common, processors });
    if (run.includes('sources'))
        components.push(runSources({ ...common, sources }));
    if (run.includes('clock'))
        components.push(runClock({ ...common, mode: 'wall' }));
    if (run.includes('duckdb')) {
        const warehouse = await openWarehouse({ path: `${place.folder}/warehouse.duckdb` });
        const sink = { log, codec, warehouse, data_dir_id: place.topicPrefix, now_ms: Date.now, metrics: noMetrics };
        components.push(await runDuckdbSink({ ...sink, onFatal: fail }));
    }
    return components;
}
async function main(task) {
    const began = performance.now();
    const components = await openComponents(task);
    let first = Number.POSITIVE_INFINITY;
    while (!components.every((component) => component.status().state === 'running')) {
        if (components.some((component) => component.status().inputs.length > 0))
            first = Math.min(first, performance.now());
        await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const before = process.cpuUsage();
    process.on('message', async (message) => {
        if (message === 'taken') {
            const { user, system } = process.cpuUsage(before);
            const rss_mb = Math.round(process.resourceUsage().maxRSS / 1024);
            process.send?.({ kind: 'taken', taken: { cpu_s: Math.round((user + system) / 10_000) / 100, rss_mb } });
        }
        if (message === 'lag') {
            const lags = components.flatMap((component) => Object.values(component.status().lag));
            process.send?.({ kind: 'lag', lag: lags.reduce((sum, lag) => sum + lag, 0) });
        }
        if (message === 'stop') {
            await Promise.all(components.map((component) => component.stop()));
            process.exit(0);
        }
    });
    process.on('disconnect', () => process.exit(1));
    const ready = performance.now();
    process.send?.({ kind: 'ready', ready_ms: ready - began, head_start_ms: Math.max(0, ready - first) });
}
if (process.argv[1] === fileURLToPath(import.meta.url)) {
    // The argument is what `start` gives.
    await main(JSON.parse(process.argv[2]));
}
//# sourceMappingURL=under-test.js.map