import { dashboardRoutes } from '../dashboard/routes.js';
import { keptToken } from '../runtime/data-dir/layout.js';
import { openControl } from '../runtime/http/control.js';
import { isLoopback } from '../runtime/http/guard.js';
import { healthRoutes } from '../runtime/http/health.js';
import { openHttp } from '../runtime/http/server.js';
/** The public server and the one for other commands of this machine; both are announced. */
export async function openServers({ pipeline, dataDir, settings, log, metrics, presence, closing, }) {
    const { host, port, token } = settings.config.http;
    const routes = [
        (app) => healthRoutes(app, pipeline, metrics),
        (app) => dashboardRoutes(app, pipeline, { host, token: token ?? keptToken(dataDir) }),
        ...pipeline.routes,
    ];
    const server = await openHttp({ host, port, portNamed: settings.portNamed, routes, log });
    closing.add(() => server.close());
    const control = await openControl(pipeline.controls, log);
    closing.add(() => control.close());
    presence.announce({ control: { url: control.url, token: control.token }, url: server.url });
    return server;
}
/** With the token only where it is asked for and made by us: who set one knows it. */
export function pageUrl(server, { config }, dataDir) {
    const { host, token } = config.http;
    if (isLoopback(host) || token !== null)
        return `${server.url}/`;
    return `${server.url}/?token=${keptToken(dataDir)}`;
}
//# sourceMappingURL=servers.js.map