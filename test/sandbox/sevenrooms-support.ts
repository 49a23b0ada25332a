import type { SandboxOptions } from '../../sandbox/options.ts';
import { type Json, type Visitor, visit } from './support.ts';

export const GROUP = 'ahNzfnNldmVucm9vbXMtc2VjdXJlciILEhVuaWdodGxvb3BfVmVudWVHcm91cBiAgICACQw';
const CREDENTIALS = { client_id: 'sandbox-sevenrooms', client_secret: 'sandbox-sevenrooms-secret' };

export function auth(sevenrooms: string, form: Record<string, string> = CREDENTIALS): Promise<Response> {
  return fetch(`${sevenrooms}/api-ext/2_4/auth`, { method: 'POST', body: new URLSearchParams(form) });
}

export async function tokenOf(sevenrooms: string): Promise<string> {
  return String(((await (await auth(sevenrooms)).json()) as Json).data.token);
}

export interface Host {
  readonly visitor: Visitor;
  get(path: string, query?: Record<string, string>): Promise<Response>;
  /** All rows of an export, page after page. */
  rows(what: 'reservations' | 'clients', query?: Record<string, string>): Promise<Json[]>;
  patch(
    entity: 'clients' | 'reservations',
    id: string,
    body: unknown,
    as?: { root?: string; method?: string },
  ): Promise<Response>;
  client(id: string): Promise<Json>;
  reservation(id: string): Promise<Json>;
  truths(about: 'profiles' | 'reservations', query?: string): Promise<Json[]>;
  faults(sevenrooms: Json): Promise<Response>;
}

/** A small world, and a client of SevenRooms that is logged in. */
export async function host(options: SandboxOptions = {}): Promise<Host> {
  const visitor = await visit({ orders: 1_200, ...options });
  const { sevenrooms, sandbox } = visitor.sandbox.urls;
  return hostOf(visitor, await tokenOf(sevenrooms), sevenrooms, sandbox);
}

function hostOf(visitor: Visitor, token: string, sevenrooms: string, sandbox: string): Host {
  const headers = { authorization: token };
  const get = (path: string, query: Record<string, string> = { venue_group_id: GROUP }) =>
    fetch(`${sevenrooms}/api-ext/2_4${path}?${new URLSearchParams(query)}`, { headers });
  const one = async (path: string) => ((await (await get(path)).json()) as Json).data as Json;
  return {
    visitor,
    get,
    async rows(what, query = {}) {
      const found: Json[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const answer = await get(`/${what}/export`, { venue_group_id: GROUP, limit: '400', ...query, cursor });
        if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
        const { data } = (await answer.json()) as Json;
        found.push(...data.results);
        cursor = data.cursor;
      }
      return found;
    },
    patch: (entity, id, body, { root = 'api-yoa', method = 'PATCH' } = {}) =>
      fetch(`${sevenrooms}/${root}/2_4/${entity}/${id}`, {
        method,
        headers: { ...headers, 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    client: (id) => one(`/clients/${id}`),
    reservation: (id) => one(`/reservations/${id}`),
    async truths(about, query = '') {
      const answer = await fetch(`${sandbox}/truth/${about}${query}`);
      const lines = (await answer.text()).split('\n').filter((line) => line !== '');
      return lines.map((line) => JSON.parse(line) as Json);
    },
    faults: (wanted) => fetch(`${sandbox}/faults`, { method: 'POST', body: JSON.stringify({ sevenrooms: wanted }) }),
  };
}

/** An instant that is written in UTC without saying so. */
export function utc(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}Z`);
}

/** A tag of any of the three shapes. */
export function tagOf(shaped: unknown): { group: string; tag: string } {
  if (typeof shaped === 'string') return tagOf(shaped.split('##'));
  if (Array.isArray(shaped)) return { group: String(shaped[0]), tag: String(shaped[1]) };
  const { group, tag } = shaped as { group: string; tag: string }; // the third shape
  return { group, tag };
}
