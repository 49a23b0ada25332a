import { SingleBar } from 'cli-progress';
const LINE_EVERY_MS = 5000;
export function openCounting(output, total) {
    const show = output.interactive ? bar(total) : lines(output, total);
    let rows = 0;
    return {
        get rows() {
            return rows;
        },
        at(now) {
            rows = now;
            show.at(now);
        },
        close: () => show.close(),
    };
}
function bar(total) {
    const one = new SingleBar({
        stream: process.stderr,
        format: 'import {bar} {value}/{total} rows, {eta_formatted} left',
        hideCursor: null,
        gracefulExit: false,
        emptyOnZero: true,
    });
    one.start(total, 0);
    return { at: (rows) => one.update(rows), close: () => one.stop() };
}
function lines(output, total) {
    let told_ms = performance.now();
    return {
        at(rows) {
            if (performance.now() - told_ms < LINE_EVERY_MS)
                return;
            told_ms = performance.now();
            output.note(`${rows} of ${total} rows`);
        },
        close() { },
    };
}
//# sourceMappingURL=counting.js.map