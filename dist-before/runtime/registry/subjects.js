import { request } from 'undici';
import { Failure } from '../failures.js';
/** User and password may stand in the URL. */
export function addressOf(url) {
    const parsed = new URL(url);
    const { username, password } = parsed;
    parsed.username = '';
    parsed.password = '';
    const plain = parsed.href.replace(/\/$/, '');
    if (username === '')
        return { url: plain };
    return { url: plain, auth: { username: decodeURIComponent(username), password: decodeURIComponent(password) } };
}
const TIMEOUT_MS = 10_000;
const JSON_TYPE = 'application/vnd.schemaregistry.v1+json';
export function subjectsAt(address) {
    const call = (method, path, body) => callRegistry(address, { method, path, body });
    return {
        async names() {
            const listed = await call('GET', '/subjects');
            return Array.isArray(listed) ? listed.map(String) : [];
        },
        async level(subject) {
            return levelIn(await call('GET', `/config/${encodeURIComponent(subject)}`));
        },
        async setLevel(subject, level) {
            try {
                await call('PUT', `/config/${encodeURIComponent(subject)}`, { compatibility: level });
            }
            catch (error) {
                // Apicurio answers so when another process sets it at the same moment. What holds then is for `level` to say.
                if (!(error instanceof Failure && error.reason === 'registry_answered_409'))
                    throw error;
            }
        },
        async schemas(subject) {
            const path = `/subjects/${encodeURIComponent(subject)}/versions`;
            const listed = await call('GET', path);
            const versions = Array.isArray(listed) ? listed.map(Number).sort((a, b) => a - b) : [];
            return Promise.all(versions.map(async (version) => ({ version, schema: schemaIn(await call('GET', `${path}/${version}`)) })));
        },
        async schema(id) {
            const found = await call('GET', `/schemas/ids/${id}`);
            if (found === undefined)
                throw new Failure('poison', 'unknown_schema_id', { message: `no schema has the id ${id}` });
            return schemaIn(found);
        },
    };
}
/** The answer's JSON; undefined for 404. Throws a Failure. */
async function callRegistry({ url, auth }, { method, path, body }) {
    const basic = auth && `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}`;
    const asked = await request(url + path, {
        method,
        headers: { 'content-type': JSON_TYPE, accept: JSON_TYPE, ...(basic && { authorization: basic }) },
        ...(body && { body: JSON.stringify(body) }),
        headersTimeout: TIMEOUT_MS,
        bodyTimeout: TIMEOUT_MS,
    }).catch((cause) => {
        throw new Failure('retry', 'registry_away', { message: `no answer from the schema registry at ${url}`, cause });
    });
    const text = await asked.body.text();
    if (asked.statusCode === 404)
        return undefined;
    if (asked.statusCode >= 300)
        throw refused(asked.statusCode, `${method} ${path}`, text);
    return JSON.parse(text);
}
/** Also for what the package throws: it carries the status. */
export function refused(status, doing, text) {
    const kind = status >= 500 || status === 429 || status === 408 ? 'retry' : 'fatal';
    const reason = status === 401 || status === 403 ? 'registry_unauthorized' : `registry_answered_${status}`;
    return new Failure(kind, reason, { message: `schema registry: ${doing}: ${status} ${text.slice(0, 500)}` });
}
function levelIn(answer) {
    if (typeof answer !== 'object' || answer === null || !('compatibilityLevel' in answer))
        return undefined;
    return String(answer.compatibilityLevel);
}
function schemaIn(answer) {
    if (typeof answer === 'object' && answer !== null && 'schema' in answer)
        return JSON.parse(String(answer.schema));
    throw new Failure('fatal', 'registry_speaks_otherwise', { message: 'the registry answered without a schema' });
}
//# sourceMappingURL=subjects.js.map