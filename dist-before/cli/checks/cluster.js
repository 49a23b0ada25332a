import { Failure } from '../../runtime/failures.js';
import { Link } from '../../runtime/log/kafka/link.js';
import { stackStatus } from '../../stack/stack-status.js';
import { fine, wrong } from './check.js';
const PATIENCE_MS = 5000;
/** The brokers and the registry of the config, or the local ones where they run. */
export async function checkCluster(settings) {
    const { brokers, schemaRegistry } = settings.config.kafka;
    if (brokers !== undefined)
        return Promise.all([checkBroker(settings, brokers), checkRegistry(schemaRegistry)]);
    const status = await stackStatus({ dataDir: settings.dataDir });
    if (status.state === 'stopped')
        return [fine('broker and registry: local, not running; they start with the pipeline')];
    return Promise.all([checkBroker(settings, status.brokers), checkRegistry(status.schemaRegistry)]);
}
async function checkBroker({ config }, brokers) {
    const { ssl, sasl } = config.kafka;
    const link = new Link({
        brokers,
        clientId: 'regulars-doctor',
        ssl,
        ...(sasl === null ? {} : { sasl }),
        logger: () => { },
    });
    const what = `broker ${brokers.join(', ')}`;
    try {
        await link.persist({ doing: 'asking for a broker', within_ms: PATIENCE_MS }, () => link.any());
        return fine(what);
    }
    catch (error) {
        const why = error instanceof Failure ? `${error.reason}: ${error.message}` : String(error);
        return wrong(what, `start it, or correct kafka.brokers, ssl and sasl (${why})`);
    }
    finally {
        await link.close();
    }
}
async function checkRegistry(url) {
    const what = `registry ${withoutPassword(url)}`;
    try {
        const response = await fetch(`${url}/subjects`, { signal: AbortSignal.timeout(PATIENCE_MS) });
        if (response.ok && Array.isArray(await response.json()))
            return fine(what);
        return wrong(what, `correct kafka.schemaRegistry: it answers ${response.status} to /subjects`);
    }
    catch {
        return wrong(what, 'start it, or correct kafka.schemaRegistry: it does not answer');
    }
}
function withoutPassword(url) {
    const shown = new URL(url);
    shown.username = '';
    shown.password = '';
    return shown.toString().replace(/\/$/, '');
}
//# sourceMappingURL=cluster.js.map