import { fastify } from 'fastify';
import { Failure } from '../failures.js';
/** Every set of routes in a scope of its own, so that parsers and limits do not leak. Not listening yet. */
export async function createApp(routes, log, atClose = 'finish') {
    const app = fastify({
        forceCloseConnections: atClose === 'cut' ? true : 'idle',
        exposeHeadRoutes: true,
        requestTimeout: 30_000,
    });
    app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'not_found' }));
    app.setErrorHandler((error, _request, reply) => {
        const status = statusOf(error);
        // What is wrong with a request is the sender's to see; what is wrong with us is not.
        if (status < 500)
            return reply.code(status).send({ error: codeOf(error) });
        log.error('a request failed', { error });
        return reply.code(status).send({ error: 'internal' });
    });
    for (const add of routes)
        await app.register(async (scope) => add(scope));
    await app.ready();
    return app;
}
/** A default port that is taken gives way to another one; failure `port_taken` for one that the config names. */
export async function openHttp(options) {
    const app = await createApp(options.routes, options.log, options.connectionsAtClose);
    const port = await listen(app, options);
    return { url: `http://${shownHost(options.host)}:${port}`, port, close: () => app.close() };
}
const OTHERS = 10;
async function listen(app, { host, port, portNamed }) {
    const others = portNamed || port === 0 ? [] : [...Array.from({ length: OTHERS }, (_, i) => port + 1 + i), 0];
    for (const candidate of [port, ...others]) {
        try {
            await app.listen({ host, port: candidate });
            // A TCP server that listens has an address and a port.
            return app.server.address().port;
        }
        catch (error) {
            if (!isTaken(error))
                throw cannotListen(host, candidate, error);
        }
    }
    throw new Failure('fatal', 'port_taken', {
        message: `port ${port} of ${host} is taken: end the program that has it, or name another one in http.port`,
    });
}
function isTaken(error) {
    return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
function cannotListen(host, port, cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    const message = `cannot listen on ${host}:${port} (${why}): check http.host and http.port`;
    return new Failure('fatal', 'cannot_listen', { message, cause });
}
function shownHost(host) {
    if (host === '0.0.0.0' || host === '::')
        return 'localhost';
    return host.includes(':') ? `[${host}]` : host;
}
function statusOf(error) {
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
    return status >= 400 && status <= 599 ? status : 500;
}
function codeOf(error) {
    return error instanceof Error && 'code' in error ? String(error.code).toLowerCase() : 'bad_request';
}
//# sourceMappingURL=server.js.map