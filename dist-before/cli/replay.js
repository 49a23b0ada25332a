import { openDataDir } from '../runtime/data-dir/layout.js';
import { running } from '../runtime/data-dir/presence.js';
import { askBeside } from './beside.js';
import { defineCommand, option, tell } from './command.js';
import { host } from './host.js';
import { partsNamed, unknownParts } from './parts.js';
import { replayLine } from './replay/asked.js';
import { instanceName, nameList, oneOf } from './values.js';
export function replayCommand({ parts, create }) {
    return defineCommand({
        name: 'replay',
        summary: 'makes state, results and tables anew from the log',
        description: 'Has processors and sinks read their topics again from the beginning. The same log gives the same tables, row ' +
            'for row; results that the log does not give any more are removed. Nothing is sent to an upstream. Works beside ' +
            'a running pipeline, which goes on meanwhile, and without one.',
        examples: ['regulars replay --from beginning', 'regulars replay --from beginning --only duckdb'],
        arguments: {},
        options: {
            from: option('--from POSITION', 'where it begins: beginning', oneOf('beginning')),
            only: option('--only LIST', `processors, sinks, or by name: ${parts.map(({ name }) => name).join(', ')}`, nameList),
            instance: option('--instance NAME', 'of that instance', instanceName),
        },
        json: true,
        check: ({ from, only }) => [
            ...(from === undefined ? [{ key: '--from', value: 'absent', legal: 'beginning' }] : []),
            ...unknownParts(parts, only?.filter((name) => name !== 'producers')),
            ...(only?.includes('producers') ? [{ key: '--only', value: '"producers"', legal: 'processors, sinks' }] : []),
        ],
        async run({ only, instance }, context) {
            const chosen = partsNamed(parts, only);
            const dataDir = openDataDir(context.settings.dataDir);
            const there = (await running(dataDir)).filter((one) => one.instance === (instance ?? null));
            const alone = chosen.filter(({ name }) => there.every(({ roles }) => !roles.includes(name)));
            await Promise.all([
                ...there.map((one) => replayBeside(one, chosen, context)),
                ...(alone.length === 0 ? [] : [replayHere(alone, instance, create, context)]),
            ]);
            const replayed = chosen.map(({ name }) => name);
            const lines = context.signal.aborted ? ['goes on in the running pipeline'] : [`replayed ${replayed.join(', ')}`];
            tell(context, { replayed, through: !context.signal.aborted }, lines);
            return undefined;
        },
    });
}
async function replayBeside(beside, chosen, { output, signal }) {
    const names = chosen.map(({ name }) => name).filter((name) => beside.roles.includes(name));
    if (names.length === 0)
        return;
    const onItem = (item) => output.note(replayLine.parse(item).line);
    try {
        await askBeside(beside, 'replay', { names }, { signal, onItem });
    }
    catch (error) {
        if (!signal.aborted)
            throw error;
    }
}
async function replayHere(parts, instance, create, context) {
    const hosting = {
        command: 'replay',
        roles: parts.map(({ name }) => name),
        ...(instance === undefined ? {} : { instance }),
        untilCaughtUp: true,
        logToFile: true,
        create: (ground) => create(ground, parts),
    };
    const { settings } = context;
    // Nobody looks for this one by its port, and another part of the pipeline may have it.
    const config = { ...settings.config, http: { ...settings.config.http, port: 0 } };
    await host(hosting, { ...context, settings: { ...settings, config }, json: true });
}
//# sourceMappingURL=replay.js.map