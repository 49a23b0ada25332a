/** Back to the beginning of the line, and all of it away. */
const ERASE = '\r\x1b[2K';
const PASS_EVERY_MS = 5000;
let passing = false;
let passed_ms = Number.NEGATIVE_INFINITY;
export const processOutput = {
    print: (line) => void process.stdout.write(`${line}\n`),
    note(line) {
        process.stderr.write(`${passing ? ERASE : ''}${line}\n`);
        passing = false;
    },
    pass(line) {
        if (processOutput.interactive) {
            process.stderr.write(`${ERASE}${line.slice(0, processOutput.columns - 1)}`);
            passing = true;
        }
        else if (performance.now() - passed_ms >= PASS_EVERY_MS) {
            passed_ms = performance.now();
            processOutput.note(line);
        }
    },
    get interactive() {
        return process.stderr.isTTY === true;
    },
    get columns() {
        return process.stderr.columns ?? 80;
    },
};
/** Resolves when what was printed has left the process. */
export async function flushed() {
    const streams = [process.stdout, process.stderr];
    await Promise.all(streams.map((stream) => new Promise((resolve) => stream.write('', () => resolve()))));
}
//# sourceMappingURL=output.js.map