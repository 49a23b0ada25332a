import { Agent } from 'undici';
import { bound } from './abort.js';
import { failureOfVerdict, retryAfter, verdictOfCode, verdictOfStatus } from './http-failures.js';
/**
 * HTTP to one upstream, over connections that are kept. Follows no redirect, retries nothing: what to do about a
 * failure is the caller's, told by the {@link Failure} it gets. No body, header or query gets into an error's text.
 */
export class Http {
    agent;
    options;
    constructor(options) {
        this.options = options;
        this.agent = new Agent({
            connections: options.connections,
            connect: { timeout: options.connect_timeout_ms },
            headersTimeout: options.timeout_ms,
            bodyTimeout: options.timeout_ms,
        });
    }
    /** The answer whatever its status. Throws a Failure where there is none, the signal's reason where that aborted. */
    async send(request) {
        const work = bound([request.signal], this.options.timeout_ms);
        const began_ms = performance.now();
        try {
            const answer = await this.agent.request(this.dispatchOf(request, work.signal));
            const body = await bodyOf(answer.body, request.max_bytes);
            this.options.called(answer.statusCode, performance.now() - began_ms);
            return { status: answer.statusCode, headers: flattened(answer.headers), body };
        }
        catch (error) {
            request.signal?.throwIfAborted();
            const code = work.late() ? 'ANSWER_DEADLINE' : codeOf(error);
            const failure = failureOfVerdict(verdictOfCode(code), named(request), { cause: withoutData(error) });
            this.options.called(failure.reason, performance.now() - began_ms);
            throw failure;
        }
        finally {
            work.release();
        }
    }
    /** The parsed body of a 2xx; a Failure for every other status, and where it is no JSON. */
    async json(request) {
        const answer = await this.send(request);
        const failure = this.failureOf(request, answer);
        if (failure !== null)
            throw failure;
        return { json: this.parsed(request, answer), answer };
    }
    /** The body as JSON; a Failure `retry` where it is none. */
    parsed(request, { body }) {
        try {
            return JSON.parse(body.toString('utf8'));
        }
        catch {
            throw failureOfVerdict(verdictOfCode('ANSWER_NOT_JSON'), named(request));
        }
    }
    /** What to do about the answer's status; null for 2xx. */
    failureOf(request, answer) {
        const verdict = verdictOfStatus(answer.status);
        if (verdict === null)
            return null;
        const asked_ms = retryAfter(answer.headers['retry-after'], this.options.now());
        const what = `${named(request)} answered ${answer.status}`;
        return failureOfVerdict(verdict, what, asked_ms === undefined ? {} : { asked_ms });
    }
    async close() {
        await this.agent.destroy();
    }
    dispatchOf({ method, path, headers, json }, signal) {
        const url = new URL(this.options.baseUrl + path);
        const base = { accept: 'application/json', 'user-agent': 'regulars', ...headers };
        const options = { origin: url.origin, path: url.pathname + url.search, method, signal };
        if (json === undefined)
            return { ...options, headers: base };
        return { ...options, headers: { ...base, 'content-type': 'application/json' }, body: JSON.stringify(json) };
    }
}
/** Undici's error for what is no HTTP. It carries the bytes, and no code that tells. */
const PARSER_ERROR = 'HTTPParserError';
class CodedError extends Error {
    code;
    constructor(code) {
        super(code);
        this.code = code;
    }
}
async function bodyOf(stream, max_bytes) {
    const chunks = [];
    let size = 0;
    for await (const chunk of stream) {
        // An undici body yields Buffers as long as no encoding is set on it, and none is.
        const bytes = chunk;
        size += bytes.length;
        if (size > max_bytes)
            throw new CodedError('ANSWER_TOO_LARGE');
        chunks.push(bytes);
    }
    return Buffer.concat(chunks, size);
}
function flattened(headers) {
    const entries = Object.entries(headers);
    return Object.fromEntries(entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]));
}
/** The error's own code, else that of its cause. */
function codeOf(error) {
    if (!(error instanceof Error))
        return '';
    if (error.name === PARSER_ERROR)
        return 'ANSWER_GARBLED';
    if ('code' in error && typeof error.code === 'string')
        return error.code;
    return error.cause === undefined ? '' : codeOf(error.cause);
}
/** Bytes of an answer have no business in an error, which may be logged. */
function withoutData(error) {
    return error instanceof Error && error.name === PARSER_ERROR ? new Error(error.message) : error;
}
function named({ method, path }) {
    return `${method} ${path.split('?', 1)[0]}`;
}
//# sourceMappingURL=http.js.map