import { askBeside, besideWith } from './beside.js';
import { argument, defineCommand, option } from './command.js';
import { formats, piece } from './query/result.js';
import { answerQuestion } from './query/serve.js';
import { resultWriter } from './query/writers.js';
import { anyText, decimal, instanceName, oneOf } from './values.js';
import { whenFree } from './when-free.js';
export function queryCommand({ sink, open }) {
    return defineCommand({
        name: 'query',
        summary: 'read-only SQL on the warehouse, also while a pipeline writes it',
        description: 'Runs one statement of DuckDB SQL that reads, and sees all that the sink has committed. It cannot write, touch ' +
            'files or change settings. JSON is an array of objects, instants are ISO-8601 in UTC.',
        examples: [
            'regulars query "SELECT guest_id, currency, spend_90d_minor FROM guest_spend ORDER BY 3 DESC LIMIT 10"',
            'regulars query "FROM loyalty_changes" --format csv > loyalty.csv',
            'regulars query "SHOW TABLES" --format json',
        ],
        arguments: { sql: argument('SQL', 'one statement, in quotes', anyText) },
        options: {
            format: option('--format FORMAT', 'table, csv or json', oneOf(...formats), 'table'),
            timeout: option('--timeout SECONDS', 'how long it may take', decimal(0.001, 86_400), 60),
            instance: option('--instance NAME', 'the warehouse of that instance', instanceName),
        },
        json: true,
        async run({ sql, format, timeout, instance }, { settings, output, signal, json }) {
            const writer = resultWriter(json ? 'json' : format, output);
            const question = { sql, timeout_ms: timeout * 1000, signal };
            await whenFree(signal, async () => {
                const beside = await besideWith(settings.dataDir, sink, instance);
                if (beside === undefined)
                    return askHere({ sink, open }, { settings, instance }, question, writer);
                const onItem = (item) => take(item, writer);
                return askBeside(beside, 'query', { sql, timeout_ms: question.timeout_ms }, { signal, onItem });
            });
            writer.end();
            return undefined;
        },
    });
}
async function askHere({ open }, { settings, instance }, question, writer) {
    const { queries, close } = await open(settings, instance);
    try {
        await answerQuestion(queries, question, writer);
    }
    finally {
        close();
    }
}
function take(item, writer) {
    const taken = piece.parse(item);
    if ('columns' in taken)
        writer.columns(taken.columns);
    else
        writer.rows(taken.rows);
}
//# sourceMappingURL=query.js.map