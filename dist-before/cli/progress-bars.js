import { MultiBar } from 'cli-progress';
import { busy, seconds } from './stage-text.js';
const DRAW_EVERY_MS = 250;
/** A bar per stage, drawn anew. */
export function bars(output, source) {
    const all = new MultiBar({
        stream: process.stderr,
        format: '{name} {bar} {numbers}',
        barsize: 16,
        fps: 4,
        hideCursor: null,
        gracefulExit: false,
        stopOnComplete: false,
        emptyOnZero: true,
        autopadding: true,
    });
    const byStage = new Map();
    let passing;
    const rates = createRates();
    const draw = () => {
        for (const stage of source.status().stages) {
            const { total, value } = extentOf(stage);
            const payload = { name: nameOf(stage), numbers: numbersOf(stage, rates(stage)) };
            const bar = byStage.get(stage.name) ?? all.create(total, value, payload);
            byStage.set(stage.name, bar);
            bar.setTotal(total);
            bar.update(value, payload);
        }
    };
    draw();
    const timer = setInterval(draw, DRAW_EVERY_MS);
    return {
        note(line) {
            if (passing !== undefined)
                all.remove(passing);
            passing = undefined;
            all.log(`${line.slice(0, output.columns - 1)}\n`);
        },
        pass(line) {
            const payload = { name: ' '.repeat(NAME_WIDTH), numbers: line };
            passing ??= all.create(1, 0, payload);
            passing.update(0, payload);
        },
        close() {
            clearInterval(timer);
            draw();
            all.stop();
        },
    };
}
const NAME_WIDTH = 22;
function nameOf({ name }) {
    return name.length <= NAME_WIDTH ? name.padEnd(NAME_WIDTH) : `${name.slice(0, NAME_WIDTH - 1)}…`;
}
/** Full when there is nothing left to take in. A producer has no end that is known. */
function extentOf(stage) {
    if (stage.role === 'producer')
        return { total: 1, value: 1 };
    const total = stage.records_in + (stage.lag ?? 0);
    return { total: Math.max(1, total), value: total === 0 ? 1 : stage.records_in };
}
function numbersOf(stage, per_second) {
    const done = stage.role === 'producer' ? stage.records_out : stage.records_in;
    const word = stage.role === 'producer' ? 'written' : 'read';
    const parts = [
        `${done.toLocaleString('en-US').padStart(11)} ${word}`,
        `${Math.round(per_second).toLocaleString('en-US').padStart(7)}/s`,
        ...(stage.lag === null ? [] : [`lag ${stage.lag.toLocaleString('en-US')}`]),
        ...(stage.freshness_ms ? [`${seconds(stage.freshness_ms)} behind`] : []),
        ...(busy(stage) ? [] : [stage.state]),
        ...(stage.detail === null ? [] : [stage.detail]),
    ];
    return parts.join('  ');
}
const RATE_OVER_MS = 3000;
/** Records per second of a stage over the last few seconds. */
function createRates() {
    const samples = new Map();
    return (stage) => {
        const at_ms = performance.now();
        const records = stage.role === 'producer' ? stage.records_out : stage.records_in;
        const kept = (samples.get(stage.name) ?? []).filter((sample) => at_ms - sample.at_ms <= RATE_OVER_MS);
        samples.set(stage.name, [...kept, { at_ms, records }]);
        const first = kept[0];
        return first === undefined ? 0 : ((records - first.records) / (at_ms - first.at_ms)) * 1000;
    };
}
//# sourceMappingURL=progress-bars.js.map