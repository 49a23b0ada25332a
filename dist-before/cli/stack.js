import { stackDown, stackReset, stackUp } from '../stack/stack-commands.js';
import { stackStatus } from '../stack/stack-status.js';
import { argument, defineCommand, tell } from './command.js';
import { oneOf } from './values.js';
const actions = ['up', 'down', 'reset', 'status'];
export const stack = defineCommand({
    name: 'stack',
    summary: 'the local broker and registry alone',
    description: 'Starts and ends the local Kafka broker and schema registry of the data directory. What else runs in it starts ' +
        'them by itself and ends them with the last process that uses them; after `stack up` they stay until `stack down`.',
    examples: ['regulars stack up', 'regulars stack status --json', 'regulars stack down'],
    arguments: {
        action: argument('ACTION', 'up, down, reset (deletes all topics and schemas) or status', oneOf(...actions)),
    },
    options: {},
    json: true,
    async run({ action }, context) {
        const { dataDir } = context.settings;
        if (action === 'up')
            await up(context);
        if (action === 'down')
            await down(context);
        if (action === 'reset')
            await reset(context);
        if (action === 'status') {
            const status = await stackStatus({ dataDir });
            tell(context, status, statusLines(status));
        }
        return undefined;
    },
});
async function up(context) {
    const { dataDir, cacheDir } = context.settings;
    const { note, pass } = context.output;
    const onProgress = ({ text, passing }) => (passing ? pass(text) : note(text));
    const addresses = await stackUp({ dataDir, cacheDir, onProgress, as: 'stack up' });
    tell(context, addresses, [`broker    ${addresses.brokers.join(', ')}`, `registry  ${addresses.schemaRegistry}`]);
}
async function down(context) {
    const outcome = await stackDown({ dataDir: context.settings.dataDir });
    tell(context, outcome, [downText(outcome)]);
}
function downText(outcome) {
    if (outcome.kind === 'stopped')
        return 'the local stack has ended';
    if (outcome.kind === 'was_stopped')
        return 'the local stack was not running';
    const users = outcome.users.map(({ pid, as }) => `${as} (process ${pid})`).join(', ');
    return `the local stack ends with the last process that uses it: ${users}`;
}
async function reset(context) {
    await stackReset({ dataDir: context.settings.dataDir });
    tell(context, { kind: 'reset' }, ['all topics and schemas of the data directory are deleted']);
}
function statusLines(status) {
    if (status.state === 'stopped')
        return ['the local stack is not running'];
    const held = status.held ? ', until `stack down`' : '';
    return [
        `${status.state}, since ${Math.round(status.uptime_ms / 1000)} s${held}`,
        `broker    ${status.brokers.join(', ')}  (Apache Kafka ${status.kafka_version})`,
        `registry  ${status.schemaRegistry}  (Apicurio Registry ${status.registry_version})`,
        ...status.children.map(({ name, pid, ready, restarts }) => `${name}: ${ready ? 'ready' : 'not ready'}, process ${pid ?? '–'}, restarted ${restarts} times`),
        ...status.users.map(({ pid, as }) => `used by ${as} (process ${pid})`),
    ];
}
//# sourceMappingURL=stack.js.map