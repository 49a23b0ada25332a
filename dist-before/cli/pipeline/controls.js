import { Failure } from '../../runtime/failures.js';
import { auditControl } from '../audit/serve.js';
import { queryControl } from '../query/serve.js';
import { replayControl } from './replaying.js';
/** What other commands may ask of a running pipeline. */
export function controlsOf({ sink, replayable, settings }) {
    const warehouse = () => {
        const open = sink();
        if (open !== undefined)
            return open.warehouse;
        throw new Failure('retry', 'starting', { message: 'the warehouse is not open yet: try again in a moment' });
    };
    return {
        query: queryControl(warehouse),
        replay: replayControl(replayable),
        audit: auditControl(() => {
            const { connection, processors } = replayable();
            return { ...connection, processors, database: warehouse().database, settings: settings() };
        }),
    };
}
//# sourceMappingURL=controls.js.map