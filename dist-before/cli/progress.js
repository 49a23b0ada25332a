import { bars } from './progress-bars.js';
import { stageLine } from './stage-text.js';
const LINE_EVERY_MS = 5000;
/** So many times; then once in a while, so that the output of a service does not fill a disk. */
const OFTEN = 24;
const LATER_EVERY_MS = 300_000;
export function openProgress(output, source) {
    return output.interactive ? bars(output, source) : lines(output, source);
}
function lines(output, source) {
    const told = new Map();
    const tell = () => {
        for (const stage of source.status().stages) {
            const line = stageLine(stage);
            if (told.get(stage.name) !== line)
                output.note(line);
            told.set(stage.name, line);
        }
    };
    let times = 0;
    const next = () => {
        tell();
        timer = setTimeout(next, ++times < OFTEN ? LINE_EVERY_MS : LATER_EVERY_MS);
    };
    let timer = setTimeout(next, LINE_EVERY_MS);
    return {
        note: (line) => output.note(line),
        pass: (line) => output.pass(line),
        close() {
            clearTimeout(timer);
            tell();
        },
    };
}
//# sourceMappingURL=progress.js.map