import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Counts } from './counts.ts';

export interface Request {
  readonly method: string;
  /** Below the twin's prefix, beginning with a slash. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Scheme, host and prefix, as the caller spelled them: what the twin's own links begin with. */
  readonly base: string;
  /** A header by its lower case name; undefined where it is missing. */
  readonly header: (name: string) => string | undefined;
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  /** What the request is counted as, such as `GET /orders/{guid}`. */
  readonly route: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer | AsyncIterable<string>;
  /** Cuts the connection in the middle of the body. */
  readonly torn?: boolean;
  readonly delay_ms?: number;
}

/** Answers what comes in below a prefix. */
export type Handler = (request: Request) => Reply | Promise<Reply>;

const BODY_LIMIT = 1_048_576;

/** One HTTP server on loopback for all twins, each below a prefix of its own (`/toast`). */
export class Twins {
  private readonly server: Server;
  private readonly handlers: ReadonlyMap<string, Handler>;
  private readonly counts: Counts;
  private readonly slow = new Set<NodeJS.Timeout>();

  constructor(handlers: ReadonlyMap<string, Handler>, counts: Counts) {
    this.handlers = handlers;
    this.counts = counts;
    this.server = createServer({ keepAliveTimeout: 30_000 }, (incoming, outgoing) => {
      this.answer(incoming, outgoing).catch((failure: unknown) => {
        process.stderr.write(`sandbox: ${incoming.method} ${incoming.url}: ${asError(failure).stack}\n`);
        outgoing.destroy();
      });
    });
  }

  /** Listens on loopback; 0 for any free port. Resolves to the port; rejects with EADDRINUSE where it is taken. */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      // A listening TCP server's address is an AddressInfo: only pipes have strings.
      this.server.listen(port, '127.0.0.1', () => resolve((this.server.address() as AddressInfo).port));
    });
  }

  /** Cuts every connection, the slow answers' too. */
  close(): Promise<void> {
    for (const timer of this.slow) clearTimeout(timer);
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? '127.0.0.1'}`);
    const [, prefix = ''] = url.pathname.split('/', 2);
    const handler = this.handlers.get(prefix);
    const method = incoming.method ?? 'GET';
    const reply: Reply = handler
      ? await handler({
          method,
          path: url.pathname.slice(prefix.length + 1) || '/',
          query: url.searchParams,
          base: `${url.origin}/${prefix}`,
          header: (name) => first(incoming.headers[name]),
          body: await read(incoming),
        })
      : { status: 404, route: 'unknown', body: `nothing here; ask below /${[...this.handlers.keys()].join(', /')}\n` };
    if (reply.delay_ms) await this.wait(reply.delay_ms);
    this.counts.request(prefix, reply.route, reply.status);
    await send(outgoing, reply);
  }

  private wait(after_ms: number): Promise<void> {
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

export function json(route: string, status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  return {
    route,
    status,
    headers: { 'content-type': JSON_TYPE, ...headers },
    body: JSON.stringify(value),
  };
}

async function send(outgoing: ServerResponse, { status, headers, body, torn }: Reply): Promise<void> {
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) {
    outgoing.writeHead(status, headers);
    for await (const part of body) {
      if (outgoing.destroyed) return;
      if (!outgoing.write(part)) await drained(outgoing);
    }
    outgoing.end();
    return;
  }
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  outgoing.writeHead(status, { ...headers, 'content-length': bytes.length });
  if (!torn) outgoing.end(bytes);
  else outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => outgoing.destroy());
}

function drained(outgoing: ServerResponse): Promise<void> {
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

async function read(incoming: IncomingMessage): Promise<string> {
  if (incoming.method === 'GET') return '';
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of incoming) {
    const bytes = Buffer.from(part);
    length += bytes.length;
    if (length > BODY_LIMIT) throw new Error('request body over 1 MiB');
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString('utf8');
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function asError(failure: unknown): Error {
  return failure instanceof Error ? failure : new Error(String(failure));
}
