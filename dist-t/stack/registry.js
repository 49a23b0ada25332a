import { mkdirSync } from 'node:fs';
const heap = ['-Xms64m', '-Xmx192m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
/**
 * The database is a file below the directory the registry is started in. WRITE_DELAY=0: H2 keeps a commit in memory for
 * up to 500 ms otherwise, and a schema id already answered would be gone after a kill, and given out again.
 */
const database = 'jdbc:h2:file:./registry/registry;WRITE_DELAY=0';
/** The arguments of java for a registry started in `paths.root`. */
export function registryArguments(paths, fetched, ports) {
    mkdirSync(paths.registry, { recursive: true });
    return [
        ...heap,
        '-XX:+ExitOnOutOfMemoryError',
        '-Djava.awt.headless=true',
        `-Djava.io.tmpdir=${paths.temporary}`,
        '-Dquarkus.http.host=127.0.0.1',
        `-Dquarkus.http.port=${ports.registry}`,
        `-DREGISTRY_DATASOURCE_URL=${database}`,
        '-Dquarkus.datasource.jdbc.initial-size=2',
        '-Dquarkus.datasource.jdbc.min-size=2',
        '-Dquarkus.datasource.jdbc.max-size=8',
        '-Dquarkus.banner.enabled=false',
        '-Dquarkus.log.level=WARN',
        '-DREGISTRY_LOG_LEVEL=WARN',
        paths.marker,
        '-jar',
        fetched.registry_jar,
    ];
}
/** The address of the Confluent-compatible API. */
export function registryUrl(port) {
    return `http://127.0.0.1:${port}/apis/ccompat/v7`;
}
/** True when the registry lists its subjects. */
export async function registryAnswers(port) {
    try {
        const response = await fetch(`${registryUrl(port)}/subjects`, { signal: AbortSignal.timeout(2_000) });
        await response.arrayBuffer();
        return response.status === 200;
    }
    catch {
        return false;
    }
}
//# sourceMappingURL=registry.js.map