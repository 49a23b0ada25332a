import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../runtime/config/load.ts';
import { configSchema } from '../runtime/config/schema.ts';

/** Where the demo keeps what is its own, in the state of a data directory. */
export const DEMO_FOLDER = 'sandbox';

/**
 * In a data directory of the demo the demo's venues are meant where the config names none: what is computed anew there
 * (audit, replay), and what is imported, has its business dates by them.
 */
export async function withDemoVenues(settings: Settings): Promise<Settings> {
  const { config, dataDir } = settings;
  if (config.venues.length > 0 || !existsSync(join(dataDir, DEMO_FOLDER))) return settings;
  const { SANDBOX_VENUES } = await import('../sandbox/sandbox.ts');
  const { venues } = configSchema.parse({ venues: SANDBOX_VENUES });
  return { ...settings, config: { ...config, venues } };
}
