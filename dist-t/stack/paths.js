import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
/** The paths of the stack of `dataDir`, which is created when missing. One directory by two names is one stack. */
export function stackPaths(dataDir) {
    mkdirSync(join(dataDir, 'stack'), { recursive: true });
    const root = realpathSync(join(dataDir, 'stack'));
    const hash = createHash('sha256').update(root).digest('hex').slice(0, 16);
    return {
        root,
        kafka: join(root, 'kafka'),
        registry: join(root, 'registry'),
        logs: join(root, 'logs'),
        temporary: join(root, 'tmp'),
        ports: join(root, 'ports.json'),
        hold: join(root, 'held'),
        socket: join(root, 'socket'),
        marker: `-Dregulars.stack=${hash}`,
    };
}
/** The package's own directory, both when run from source and from dist/. */
export function packageRoot() {
    let dir = dirname(fileURLToPath(import.meta.url));
    while (!existsSync(join(dir, 'package.json')))
        dir = dirname(dir);
    return dir;
}
/** The compiled supervisor, which runs under plain node whatever its starter runs under. */
export function supervisorScript() {
    return join(packageRoot(), 'dist', 'stack', 'supervisor.js');
}
//# sourceMappingURL=paths.js.map