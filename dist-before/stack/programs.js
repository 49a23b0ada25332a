import { join } from 'node:path';
import { brokerAnswers, brokerArguments } from './kafka.js';
import { LogFile } from './log-file.js';
import { anyFreePort, choosePort, isFreePort, writePorts } from './ports.js';
import { registryAnswers, registryArguments } from './registry.js';
/** The broker as a program to keep running. */
export function broker(job, paths, ground) {
    return {
        name: 'kafka',
        java: job.java,
        cwd: paths.root,
        log: new LogFile(join(paths.logs, 'kafka.log')),
        arguments: () => brokerArguments(paths, job.fetched, ground.ports),
        beforeRestart: () => moveIfTaken(['kafka', 'controller'], { job, paths, ground }),
        isReady: () => brokerAnswers(ground.ports.kafka),
    };
}
/** The schema registry as a program to keep running. */
export function schemaRegistry(job, paths, ground) {
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
/** Another process may have taken a port between our choosing it and the child's using it. */
async function moveIfTaken(names, { job, paths, ground }) {
    if (ground.told)
        return;
    for (const name of names) {
        const others = Object.entries(ground.ports).filter(([other]) => other !== name);
        const choice = { named: job.ports, kept: ground.ports, isFree: isFreePort, anyFree: anyFreePort };
        const reserved = others.map(([, port]) => port);
        ground.ports = { ...ground.ports, [name]: await choosePort(name, choice, reserved) };
    }
    writePorts(paths.ports, ground.ports);
}
//# sourceMappingURL=programs.js.map