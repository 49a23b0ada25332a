import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { UsageProblems } from '../config/problems.js';
import { failureOf } from '../failures.js';
import { bearerOf, sameText } from './guard.js';
import { openHttp } from './server.js';
const MAX_INPUT_BYTES = 4 * 1024 * 1024;
const ALIVE_EVERY_MS = 10_000;
/**
 * A server of its own, for this machine only whatever `http.host` says: `POST /control/<name>` with the token that the
 * run file keeps for its owner.
 */
export async function openControl(commands, log) {
    const token = randomBytes(32).toString('base64url');
    const answers = new Set();
    const { url, close } = await openHttp({
        host: '127.0.0.1',
        port: 0,
        portNamed: false,
        log,
        connectionsAtClose: 'cut',
        routes: [
            (app) => {
                app.addHook('onRequest', async (request, reply) => {
                    if (!sameText(bearerOf(request) ?? '', token))
                        return reply.code(401).send({ error: 'unauthorized' });
                    return undefined;
                });
                for (const [name, command] of Object.entries(commands)) {
                    app.post(`/control/${name}`, { bodyLimit: MAX_INPUT_BYTES }, async (request, reply) => {
                        const one = answer(command, request.body);
                        answers.add(one);
                        void one.ended.then(() => answers.delete(one));
                        return reply.type('application/x-ndjson').send(one.stream);
                    });
                }
            },
        ],
    });
    return {
        url,
        token,
        async close() {
            for (const { abort } of answers)
                abort();
            await Promise.all([...answers].map(({ ended }) => ended));
            await close();
        },
    };
}
function answer(command, input) {
    const stream = new PassThrough();
    const gone = new AbortController();
    stream.once('close', () => gone.abort());
    const alive = setInterval(() => stream.write('\n'), ALIVE_EVERY_MS);
    const send = async (line) => {
        if (stream.destroyed)
            throw new Error('who asked has gone');
        if (!stream.write(`${JSON.stringify(line)}\n`))
            await once(stream, 'drain', { signal: gone.signal });
    };
    // So that the headers go out, and who asked waits for a line and not for an answer.
    stream.write('\n');
    const ended = outcomeOf(command, input ?? null, gone.signal, (item) => send({ kind: 'item', item }))
        .then(send)
        .catch(() => { })
        .finally(() => {
        clearInterval(alive);
        stream.end();
    });
    return { stream, ended, abort: () => gone.abort() };
}
async function outcomeOf(command, input, signal, emit) {
    try {
        return { kind: 'done', output: (await command(input, signal, emit)) ?? null };
    }
    catch (error) {
        if (error instanceof UsageProblems)
            return { kind: 'usage', problems: error.problems };
        const { kind, reason, message } = failureOf(error);
        return { kind: 'failed', failure: { kind, reason, message } };
    }
}
//# sourceMappingURL=control.js.map