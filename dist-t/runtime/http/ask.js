import { UsageProblems } from '../config/problems.js';
import { Failure } from '../failures.js';
const FAILURE_KINDS = ['retry', 'poison', 'fenced', 'fatal'];
/**
 * Asks the process behind `control`. Throws what the command threw there; Failure `not_reachable` when the process has
 * gone, before or meanwhile.
 */
export async function ask(control, name, input, { signal, onItem } = {}) {
    for await (const line of linesOf(control, name, input, signal)) {
        if (line.kind === 'item')
            await onItem?.(line.item);
        else
            return outputOf(line);
    }
    throw unreachable();
}
function outputOf(line) {
    if (line.kind === 'done')
        return line.output;
    if (line.kind === 'usage')
        throw new UsageProblems(line.problems);
    const { kind, reason, message } = line.failure;
    throw new Failure(FAILURE_KINDS.find((one) => one === kind) ?? 'fatal', reason, { message });
}
async function* linesOf({ url, token }, name, input, signal) {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const request = {
        method: 'POST',
        headers,
        body: JSON.stringify(input ?? null),
        ...(signal === undefined ? {} : { signal }),
    };
    try {
        const response = await fetch(`${url}/control/${name}`, request);
        if (!response.ok || response.body === null)
            throw refused(response.status);
        for await (const text of wholeLines(response.body)) {
            // The other side is this same program, which writes nothing else.
            if (text !== '')
                yield JSON.parse(text);
        }
    }
    catch (error) {
        if (error instanceof Failure || signal?.aborted === true)
            throw error;
        throw unreachable(error);
    }
}
async function* wholeLines(body) {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of body) {
        const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
        rest = lines.pop() ?? '';
        yield* lines;
    }
}
function refused(status) {
    return new Failure('fatal', 'control_refused', { message: `the running process answered ${status}` });
}
function unreachable(cause) {
    return new Failure('retry', 'not_reachable', { message: 'the running process does not answer: try again', cause });
}
//# sourceMappingURL=ask.js.map