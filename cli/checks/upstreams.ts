import { upstreamsOf } from '../../pipeline.ts';
import type { Settings } from '../../runtime/config/load.ts';
import { openDataDir } from '../../runtime/data-dir/layout.ts';
import { silentLog } from '../../runtime/logging/log.ts';
import { createMetrics } from '../../runtime/metrics/metrics.ts';
import type { Check } from './check.ts';

/** Credentials, reachability, venues and permissions of each upstream of the config, as its own folder looks at them. */
export async function checkUpstreams({ config, dataDir }: Settings): Promise<readonly Check[]> {
  const deps = { dataDir: openDataDir(dataDir).path, log: silentLog, metrics: createMetrics(), now: Date.now };
  const upstreams = upstreamsOf(config, deps);
  const writes = config.writeBack.mode !== 'off';
  try {
    return (await Promise.all(upstreams.map((upstream) => upstream.check(writes)))).flat();
  } finally {
    await Promise.all(upstreams.map((upstream) => upstream.close()));
  }
}
