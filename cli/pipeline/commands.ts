import { join } from 'node:path';
import { type ComponentName, components } from '../../pipeline.ts';
import { applyCommand } from '../apply.ts';
import type { Command } from '../command.ts';
import { demoCommand } from '../demo.ts';
import { DEMO_FOLDER } from '../demo-venues.ts';
import { replayCommand } from '../replay.ts';
import { runCommand } from '../run.ts';
import { fromConfig, RunningPipeline } from './running.ts';
import { sandboxSurroundings } from './sandbox-process.ts';

const everything: ReadonlySet<ComponentName> = new Set(components.map(({ name }) => name));

export const run: Command = runCommand({
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

export const demo: Command = demoCommand({
  parts: components,
  async create(ground, { speed, historyOnly }) {
    const options = { speed, historyOnly, dataDir: join(ground.stateDir, DEMO_FOLDER) };
    const surroundings = (url: string) => sandboxSurroundings(ground.settings.config, options, url);
    return new RunningPipeline({ ground, command: 'demo', only: everything, surroundings });
  },
});

/** All that what is planned depends on. Deliveries come in at the address of the pipeline itself. */
const planning = components.filter(({ name }) => !['webhooks', 'profile-patches', 'duckdb'].includes(name));

export const apply: Command = applyCommand({
  parts: planning,
  async create(ground, parts, { wanted, progress, done }) {
    const only = new Set(components.map(({ name }) => name).filter((name) => parts.some((part) => part.name === name)));
    const surroundings = fromConfig(ground.settings.config);
    const pipeline = new RunningPipeline({ ground, command: 'apply', only, surroundings });
    pipeline.untilCaughtUp = async (signal) => done(await pipeline.apply(wanted, { signal, progress }));
    return pipeline;
  },
});

/** The patches' ledger is of acts: it is read, and never made anew, and nothing is sent for it. */
const acting: readonly ComponentName[] = ['patches', 'profile-patches'];
const replayable = components.filter(({ name, role }) => role !== 'producer' && !acting.includes(name));

export const replay: Command = replayCommand({
  parts: replayable,
  async create(ground, parts) {
    const names = components.map(({ name }) => name).filter((name) => parts.some((part) => part.name === name));
    const surroundings = fromConfig(ground.settings.config);
    const pipeline = new RunningPipeline({ ground, command: 'replay', only: new Set(names), surroundings });
    pipeline.untilCaughtUp = (signal) => pipeline.replay({ names, signal, note: ground.note });
    return pipeline;
  },
});
