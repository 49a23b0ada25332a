import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Without a token for those who are on this machine: see {@link Guard}. */
export interface GuardOptions {
  /** As bound. */
  readonly host: string;
  readonly token: string;
}

/**
 * Who may see the dashboard and `/api`. Bound to loopback and asked by a loopback name: everybody. Else (bound to more,
 * or reached through a proxy, a tunnel or a rebound name): who has the token, as `Authorization: Bearer …`, or as
 * `?token=…`, which becomes a cookie.
 */
export type Guard = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

const COOKIE = 'regulars_token';

export function guard({ host, token }: GuardOptions): Guard {
  const open = isLoopback(host);
  return async (request, reply) => {
    if (open && isLoopback(nameOf(request.headers.host ?? ''))) return undefined;
    if (sameText(bearerOf(request) ?? cookieOf(request) ?? '', token)) return undefined;
    const url = new URL(request.url, 'http://localhost');
    if (!sameText(url.searchParams.get('token') ?? '', token)) {
      return reply.code(401).header('www-authenticate', 'Bearer').send(REFUSED);
    }
    url.searchParams.delete('token');
    const cookie = `${COOKIE}=${encodeURIComponent(token)}; Path=/; HttpOnly; SameSite=Strict`;
    return reply.header('set-cookie', cookie).redirect(`${url.pathname}${url.search}`, 303);
  };
}

const REFUSED = {
  error: 'unauthorized',
  mend: 'open it with ?token=… as regulars printed it at its start, or send Authorization: Bearer …',
};

export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i.test(host);
}

/** In constant time, whatever the lengths. */
export function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

export function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

function cookieOf(request: FastifyRequest): string | undefined {
  const found = new RegExp(`(?:^|;\\s*)${COOKIE}=([^;]*)`).exec(request.headers.cookie ?? '')?.[1];
  try {
    return found === undefined ? undefined : decodeURIComponent(found);
  } catch {
    return undefined;
  }
}

/** `example.com:8090` → `example.com`. */
function nameOf(hostHeader: string): string {
  return hostHeader.replace(/:\d+$/, '');
}
