import { dashboardRoutes } from '../dashboard/routes.ts';
import type { Settings } from '../runtime/config/load.ts';
import { type DataDir, keptToken } from '../runtime/data-dir/layout.ts';
import type { Presence } from '../runtime/data-dir/presence.ts';
import { openControl } from '../runtime/http/control.ts';
import { isLoopback } from '../runtime/http/guard.ts';
import { healthRoutes } from '../runtime/http/health.ts';
import { type HttpServer, openHttp, type Routes } from '../runtime/http/server.ts';
import type { Log } from '../runtime/logging/log.ts';
import type { Metrics } from '../runtime/metrics/metrics.ts';
import type { Closing } from './closing.ts';
import type { Pipeline } from './host.ts';

export interface Serving {
  readonly pipeline: Pipeline;
  readonly dataDir: DataDir;
  readonly settings: Settings;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly presence: Presence;
  readonly closing: Closing;
}

/** The public server and the one for other commands of this machine; both are announced. */
export async function openServers({
  pipeline,
  dataDir,
  settings,
  log,
  metrics,
  presence,
  closing,
}: Serving): Promise<HttpServer> {
  const { host, port, token } = settings.config.http;
  const routes: Routes[] = [
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
export function pageUrl(server: HttpServer, { config }: Settings, dataDir: DataDir): string {
  const { host, token } = config.http;
  if (isLoopback(host) || token !== null) return `${server.url}/`;
  return `${server.url}/?token=${keptToken(dataDir)}`;
}
