import { createHash, timingSafeEqual } from 'node:crypto';
const COOKIE = 'regulars_token';
export function guard({ host, token }) {
    const open = isLoopback(host);
    return async (request, reply) => {
        if (open && isLoopback(nameOf(request.headers.host ?? '')))
            return undefined;
        if (sameText(bearerOf(request) ?? cookieOf(request) ?? '', token))
            return undefined;
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
export function isLoopback(host) {
    return /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i.test(host);
}
/** In constant time, whatever the lengths. */
export function sameText(a, b) {
    const digest = (text) => createHash('sha256').update(text).digest();
    return timingSafeEqual(digest(a), digest(b));
}
export function bearerOf(request) {
    return /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
}
function cookieOf(request) {
    const found = new RegExp(`(?:^|;\\s*)${COOKIE}=([^;]*)`).exec(request.headers.cookie ?? '')?.[1];
    try {
        return found === undefined ? undefined : decodeURIComponent(found);
    }
    catch {
        return undefined;
    }
}
/** `example.com:8090` → `example.com`. */
function nameOf(hostHeader) {
    return hostHeader.replace(/:\d+$/, '');
}
//# sourceMappingURL=guard.js.map