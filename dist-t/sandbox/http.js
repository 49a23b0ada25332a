import { createServer } from 'node:http';
const BODY_LIMIT = 1_048_576;
/** One HTTP server on loopback for all twins, each below a prefix of its own (`/toast`). */
export class Twins {
    server;
    handlers;
    counts;
    slow = new Set();
    constructor(handlers, counts) {
        this.handlers = handlers;
        this.counts = counts;
        this.server = createServer({ keepAliveTimeout: 30_000 }, (incoming, outgoing) => {
            this.answer(incoming, outgoing).catch((failure) => {
                process.stderr.write(`sandbox: ${incoming.method} ${incoming.url}: ${asError(failure).stack}\n`);
                outgoing.destroy();
            });
        });
    }
    /** Listens on loopback; 0 for any free port. Resolves to the port; rejects with EADDRINUSE where it is taken. */
    listen(port) {
        return new Promise((resolve, reject) => {
            this.server.once('error', reject);
            // A listening TCP server's address is an AddressInfo: only pipes have strings.
            this.server.listen(port, '127.0.0.1', () => resolve(this.server.address().port));
        });
    }
    /** Cuts every connection, the slow answers' too. */
    close() {
        for (const timer of this.slow)
            clearTimeout(timer);
        return new Promise((resolve) => {
            this.server.close(() => resolve());
            this.server.closeAllConnections();
        });
    }
    async answer(incoming, outgoing) {
        const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? '127.0.0.1'}`);
        const [, prefix = ''] = url.pathname.split('/', 2);
        const handler = this.handlers.get(prefix);
        const method = incoming.method ?? 'GET';
        const reply = handler
            ? await handler({
                method,
                path: url.pathname.slice(prefix.length + 1) || '/',
                query: url.searchParams,
                base: `${url.origin}/${prefix}`,
                header: (name) => first(incoming.headers[name]),
                body: await read(incoming),
            })
            : { status: 404, route: 'unknown', body: `nothing here; ask below /${[...this.handlers.keys()].join(', /')}\n` };
        if (reply.delay_ms)
            await this.wait(reply.delay_ms);
        this.counts.request(prefix, reply.route, reply.status);
        await send(outgoing, reply);
    }
    wait(after_ms) {
        return new Promise((resolve) => {
            const timer = setTimeout(() => {
                this.slow.delete(timer);
                resolve();
            }, after_ms);
            this.slow.add(timer);
        });
    }
}
export const JSON_TYPE = 'application/json;charset=UTF-8';
export function json(route, status, value, headers = {}) {
    return {
        route,
        status,
        headers: { 'content-type': JSON_TYPE, ...headers },
        body: JSON.stringify(value),
    };
}
async function send(outgoing, { status, headers, body, torn }) {
    if (typeof body !== 'string' && !Buffer.isBuffer(body)) {
        outgoing.writeHead(status, headers);
        for await (const part of body) {
            if (outgoing.destroyed)
                return;
            if (!outgoing.write(part))
                await drained(outgoing);
        }
        outgoing.end();
        return;
    }
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    outgoing.writeHead(status, { ...headers, 'content-length': bytes.length });
    if (!torn)
        outgoing.end(bytes);
    else
        outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => outgoing.destroy());
}
function drained(outgoing) {
    return new Promise((resolve) => {
        const go = () => {
            outgoing.off('drain', go);
            outgoing.off('close', go);
            resolve();
        };
        outgoing.once('drain', go);
        outgoing.once('close', go);
    });
}
async function read(incoming) {
    if (incoming.method === 'GET')
        return '';
    const parts = [];
    let length = 0;
    for await (const part of incoming) {
        const bytes = Buffer.from(part);
        length += bytes.length;
        if (length > BODY_LIMIT)
            throw new Error('request body over 1 MiB');
        parts.push(bytes);
    }
    return Buffer.concat(parts).toString('utf8');
}
function first(value) {
    return Array.isArray(value) ? value[0] : value;
}
function asError(failure) {
    return failure instanceof Error ? failure : new Error(String(failure));
}
//# sourceMappingURL=http.js.map