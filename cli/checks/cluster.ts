import type { Settings } from '../../runtime/config/load.ts';
import { Failure } from '../../runtime/failures.ts';
import { knownFault } from '../../runtime/log/kafka/known-faults.ts';
import { Link } from '../../runtime/log/kafka/link.ts';
import { stackStatus } from '../../stack/stack-status.ts';
import { type Check, fine, wrong } from './check.ts';

const PATIENCE_MS = 5000;

/** The brokers and the registry of the config, or the local ones where they run. */
export async function checkCluster(settings: Settings): Promise<readonly Check[]> {
  const { brokers, schemaRegistry } = settings.config.kafka;
  if (brokers !== undefined) return Promise.all([checkBroker(settings, brokers), checkRegistry(schemaRegistry)]);
  const status = await stackStatus({ dataDir: settings.dataDir });
  if (status.state === 'stopped')
    return [fine('broker and registry: local, not running; they start with the pipeline')];
  return Promise.all([checkBroker(settings, status.brokers), checkRegistry(status.schemaRegistry)]);
}

async function checkBroker({ config }: Settings, brokers: readonly string[]): Promise<Check> {
  const { ssl, sasl } = config.kafka;
  const link = new Link({
    brokers,
    clientId: 'regulars-doctor',
    ssl,
    ...(sasl === null ? {} : { sasl }),
    logger: () => {},
  });
  const what = `broker ${brokers.join(', ')}`;
  try {
    const patience = { doing: 'asking for a broker', within_ms: PATIENCE_MS };
    const fault = await link.persist(patience, async () => knownFault(await link.any()));
    if (fault === undefined) return fine(what);
    return wrong(what, `use 4.2.1, or a later one of 4.3 whose release notes name that as mended (${fault})`);
  } catch (error) {
    const why = error instanceof Failure ? `${error.reason}: ${error.message}` : String(error);
    return wrong(what, `start it, or correct kafka.brokers, ssl and sasl (${why})`);
  } finally {
    await link.close();
  }
}

async function checkRegistry(url: string): Promise<Check> {
  const what = `registry ${withoutPassword(url)}`;
  try {
    const response = await fetch(`${url}/subjects`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (response.ok && Array.isArray(await response.json())) return fine(what);
    return wrong(what, `correct kafka.schemaRegistry: it answers ${response.status} to /subjects`);
  } catch {
    return wrong(what, 'start it, or correct kafka.schemaRegistry: it does not answer');
  }
}

function withoutPassword(url: string): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return shown.toString().replace(/\/$/, '');
}
