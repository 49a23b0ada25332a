import { components } from '../../pipeline.js';
import { demoCommand } from '../demo.js';
import { replayCommand } from '../replay.js';
import { runCommand } from '../run.js';
import { fromConfig, RunningPipeline } from './running.js';
import { sandboxSurroundings } from './sandbox-process.js';
const everything = new Set(components.map(({ name }) => name));
export const run = runCommand({
    parts: components,
    async create(ground, only) {
        const names = new Set(components.map(({ name }) => name).filter((name) => only.some((part) => part.name === name)));
        return new RunningPipeline({
            ground,
            command: 'run',
            only: names,
            surroundings: fromConfig(ground.settings.config),
        });
    },
});
export const demo = demoCommand({
    parts: components,
    async create(ground, { speed, historyOnly }) {
        const options = { speed, historyOnly, dataDir: `${ground.stateDir}/sandbox` };
        const surroundings = (url) => sandboxSurroundings(ground.settings.config, options, url);
        return new RunningPipeline({ ground, command: 'demo', only: everything, surroundings });
    },
});
export const replay = replayCommand({
    parts: components.filter(({ role }) => role !== 'producer'),
    async create(ground, parts) {
        const names = components.map(({ name }) => name).filter((name) => parts.some((part) => part.name === name));
        const surroundings = fromConfig(ground.settings.config);
        const pipeline = new RunningPipeline({ ground, command: 'replay', only: new Set(names), surroundings });
        pipeline.untilCaughtUp = (signal) => pipeline.replay({ names, signal, note: ground.note });
        return pipeline;
    },
});
//# sourceMappingURL=commands.js.map