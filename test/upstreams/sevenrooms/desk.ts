import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FaultSpec, Faults } from '../../../sandbox/faults.ts';
import type { Export } from '../../../upstreams/sevenrooms/api.ts';
import type { SevenroomsConfig } from '../../../upstreams/sevenrooms/config.ts';
import { sevenrooms } from '../../../upstreams/sevenrooms/sevenrooms.ts';
import type { UpstreamDeps } from '../../../upstreams/shared/deps.ts';
import type { Upstream } from '../../../upstreams/types.ts';
import type { Trouble } from '../contract.ts';
import type { Book } from './book.ts';
import { type Json, venues } from './sample.ts';

const TROUBLES: readonly Trouble[] = [
  ...(['unauthorized', 'rate_limited', 'rate_limited_bare', 'server_error', 'not_json', 'torn_body', 'slow'] as const),
  ...(['row_repeated', 'row_skipped', 'drift', 'unknown_fields', 'poison'] as const),
];

const PREFIX = '/api-ext/2_4';

/** A {@link Book} behind HTTP, with a login, and with trouble where it is asked for. */
export class Desk {
  readonly book: Book;
  logins = 0;
  /** Method, path without query, and status of each answer. */
  readonly answers: string[] = [];
  /** What is answered in the place of the next requests but logins, first to last. */
  readonly script: ((response: ServerResponse) => void)[] = [];
  private faults = new Faults<Trouble>(1, TROUBLES, () => undefined);
  private readonly server = createServer((request, response) => void this.serve(request, response));
  private moves = 0;

  private constructor(book: Book) {
    this.book = book;
  }

  static async open(book: Book): Promise<Desk> {
    const desk = new Desk(book);
    await new Promise<void>((resolve) => desk.server.listen(0, '127.0.0.1', resolve));
    return desk;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  trouble(specs: Partial<Record<Trouble, FaultSpec>>): void {
    this.faults.set(specs);
  }

  upstream(config: Partial<SevenroomsConfig> = {}, deps: Partial<UpstreamDeps> = {}): Upstream {
    return sevenrooms({ ...configFor(this.url), ...config }, venues, { ...depsFor(), ...deps });
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', this.url);
    response.on('finish', () => this.answers.push(`${request.method} ${pathname} ${response.statusCode}`));
    if (pathname === `${PREFIX}/auth`) return this.login(request, response);
    const scripted = this.script.shift();
    if (scripted !== undefined) return scripted(response);
    if (request.headers.authorization !== `token-${this.logins}`)
      return answer(response, 401, { msg: 'no such token' });
    if (await this.failed(response)) return;
    const query = Object.fromEntries(searchParams);
    if (query.venue_group_id !== 'group') return answer(response, 400, { msg: 'no such venue group' });
    if (pathname === `${PREFIX}/venues`) return answer(response, 200, { data: { results: venues.map(venueRow) } });
    if (pathname === `${PREFIX}/clients/export`) return this.page('clients', query, response);
    if (pathname === `${PREFIX}/reservations/export`) return this.page('reservations', query, response);
    answer(response, 404, { msg: 'no such page' });
  }

  private async login(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    // A request without an encoding yields Buffers.
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const right = request.method === 'POST' && form.get('client_id') === 'id' && form.get('client_secret') === 'secret';
    if (!right) return answer(response, 401, { msg: 'wrong' });
    this.logins++;
    const token_expiration_datetime = new Date(Date.now() + 86_400_000).toISOString();
    answer(response, 200, { data: { token: `token-${this.logins}`, token_expiration_datetime } });
  }

  /** True: it has been answered, or never will be. */
  private async failed(response: ServerResponse): Promise<boolean> {
    const slow = this.faults.strikes('slow');
    if (slow !== null) await sleep(slow.delay_ms ?? 0);
    if (this.faults.strikes('unauthorized')) answer(response, 401, { msg: 'token expired' });
    else if (this.faults.strikes('rate_limited')) answer(response, 429, { msg: 'slow down' }, { 'retry-after': '1' });
    else if (this.faults.strikes('rate_limited_bare')) answer(response, 429, { msg: 'slow down' });
    else if (this.faults.strikes('server_error')) answer(response, 500, { msg: 'oops' });
    else if (this.faults.strikes('not_json')) response.writeHead(502).end('<html>bad gateway</html>');
    else if (this.faults.strikes('torn_body')) {
      response.writeHead(200, { 'content-length': '5000' }).write('{"status":200,"data"');
      setImmediate(() => response.destroy());
    } else return response.destroyed;
    return true;
  }

  private page(what: Export, query: Record<string, string>, response: ServerResponse): void {
    if (query.cursor !== undefined && this.faults.strikes('drift')) this.drift(what);
    const page = this.book.answer(what, query);
    if (page === 'limited') {
      answer(response, 400, { msg: 'Result set limited to 4000 results' });
      return;
    }
    const rows = [...page.rows];
    const several = query.cursor !== undefined || page.next !== null;
    if (several && this.faults.strikes('row_skipped')) rows.splice(this.nextOf(rows.length), 1);
    if (rows.length > 0 && this.faults.strikes('row_repeated')) rows.push(rows[0]);
    if (this.faults.strikes('poison')) rows.push({ id: { not: 'an id' } });
    const strange = this.faults.strikes('unknown_fields') === null ? {} : { aura: 'blue', nested: { deep: [1] } };
    const results = rows.map((row) => ({ ...(row as Json), ...strange }));
    answer(response, 200, { data: { results, cursor: page.next === null ? null : Number(page.next) } });
  }

  /** Another place each time, as if by chance. */
  private nextOf(length: number): number {
    this.moves += 7919;
    return length === 0 ? 0 : this.moves % length;
  }

  /** A row changes while others are read: it goes to the end, and all behind it move up. */
  private drift(what: Export): void {
    const all = [...this.book.latest().keys()].filter((key) => key.startsWith(what));
    const key = all[this.nextOf(all.length)];
    if (key !== undefined) this.book.change(what, key.slice(what.length + 1), this.book.now_ms);
  }
}

export function configFor(baseUrl: string): SevenroomsConfig {
  return {
    baseUrl,
    apiPath: PREFIX,
    clientPath: '/api-yoa/2_4/clients/{client_id}',
    clientMethod: 'PATCH',
    clientId: 'id',
    clientSecret: 'secret',
    venueGroupId: 'group',
    webhookSecret: 'hook',
    signatureHeader: 'X-SevenRooms-Signature',
    pollSeconds: 1,
    requestsPerSecond: 1000,
    since: { kind: 'ago', months: 13, ms: 0 },
  };
}

export function depsFor(): UpstreamDeps {
  return { log: { info: () => undefined }, metrics: { upstreamCall: () => undefined }, now: Date.now };
}

/** In SevenRooms' envelope. */
export function answer(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ status, ...body }));
}

function venueRow({ sevenrooms: id }: (typeof venues)[number]): Json {
  return { id, name: id, venue_group_id: 'group' };
}
