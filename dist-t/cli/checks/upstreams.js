import { upstreamsOf } from '../../pipeline.js';
import { openDataDir } from '../../runtime/data-dir/layout.js';
import { silentLog } from '../../runtime/logging/log.js';
import { createMetrics } from '../../runtime/metrics/metrics.js';
/** Credentials, reachability and venues of each upstream of the config, as its own folder looks at them. */
export async function checkUpstreams({ config, dataDir }) {
    const deps = { dataDir: openDataDir(dataDir).path, log: silentLog, metrics: createMetrics(), now: Date.now };
    const upstreams = upstreamsOf(config, deps);
    try {
        return (await Promise.all(upstreams.map((upstream) => upstream.check()))).flat();
    }
    finally {
        await Promise.all(upstreams.map((upstream) => upstream.close()));
    }
}
//# sourceMappingURL=upstreams.js.map