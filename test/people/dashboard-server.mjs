// The page over a status that changes with every look: prints its address, ends with its input. Needs dist/.
import { dashboardRoutes } from '../../dist/dashboard/routes.js';
import { openHttp } from '../../dist/runtime/http/server.js';
import { silentLog } from '../../dist/runtime/logging/log.js';

const base = JSON.parse(process.argv[2]);
let looks = 0;
const source = {
  status() {
    looks++;
    const stages = base.stages.map((stage) => ({ ...stage, records_in: stage.records_in + looks * 1000 }));
    return { ...base, at: new Date().toISOString(), stages };
  },
  readiness: async () => [],
};
const access = { host: '127.0.0.1', token: 'not-needed-on-loopback' };
const routes = [(app) => dashboardRoutes(app, source, access)];
const { url } = await openHttp({ host: '127.0.0.1', port: 0, portNamed: false, routes, log: silentLog });
console.log(url);
process.stdin.on('close', () => process.exit(0)).resume();
