import { join } from 'node:path';
import type { Program } from './child.ts';
import type { ServeJob } from './job.ts';
import { brokerAnswers, brokerArguments } from './kafka.ts';
import { LogFile } from './log-file.ts';
import type { StackPaths } from './paths.ts';
import { anyFreePort, choosePort, isFreePort, type PortName, type StackPorts, writePorts } from './ports.ts';
import { registryAnswers, registryArguments } from './registry.ts';
import { clusterIdOf } from './storage.ts';

/** The ports in use, and whether they may still move: until both children were ready once, nobody has been told. */
export interface Ground {
  ports: StackPorts;
  told: boolean;
}

/** The broker as a program to keep running. */
export function broker(job: ServeJob, paths: StackPaths, ground: Ground): Program {
  return {
    name: 'kafka',
    java: job.java,
    cwd: paths.root,
    log: new LogFile(join(paths.logs, 'kafka.log')),
    arguments: () => brokerArguments(paths, job.fetched, ground.ports),
    beforeRestart: () => moveIfTaken(['kafka', 'controller'], { job, paths, ground }),
    isReady: async () => {
      const id = clusterIdOf(paths);
      return id !== undefined && brokerAnswers(ground.ports.kafka, id);
    },
  };
}

/** The schema registry as a program to keep running. */
export function schemaRegistry(job: ServeJob, paths: StackPaths, ground: Ground): Program {
  return {
    name: 'registry',
    java: job.java,
    cwd: paths.root,
    log: new LogFile(join(paths.logs, 'registry.log')),
    arguments: () => registryArguments(paths, job.fetched, ground.ports),
    beforeRestart: () => moveIfTaken(['registry'], { job, paths, ground }),
    isReady: () => registryAnswers(ground.ports.registry),
  };
}

interface Move {
  readonly job: ServeJob;
  readonly paths: StackPaths;
  readonly ground: Ground;
}

/** Another process may have taken a port between our choosing it and the child's using it. */
async function moveIfTaken(names: readonly PortName[], { job, paths, ground }: Move): Promise<void> {
  if (ground.told) return;
  for (const name of names) {
    const others = Object.entries(ground.ports).filter(([other]) => other !== name);
    const choice = { named: job.ports, kept: ground.ports, isFree: isFreePort, anyFree: anyFreePort };
    const reserved = others.map(([, port]) => port);
    ground.ports = { ...ground.ports, [name]: await choosePort(name, choice, reserved) };
  }
  writePorts(paths.ports, ground.ports);
}
