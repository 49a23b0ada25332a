import { BrokerAndRegistry } from './broker-and-registry.js';
import { readDistribution } from './distribution.js';
import { StackError } from './errors.js';
import { Guard } from './guard.js';
import { hold, isHeld, releaseHold } from './hold.js';
import { supervisorScript } from './paths.js';
import { newSocketPath, removeSocket } from './socket.js';
import { Users } from './users.js';
/** Runs broker and registry while they are used or held. Resolves when both have ended and the socket is gone. */
export async function serve(job, paths) {
    const stack = new ServedStack(job, paths);
    process.on('SIGTERM', () => stack.end());
    process.on('SIGINT', () => { }).on('SIGHUP', () => { });
    await stack.start();
    await stack.ended;
}
class ServedStack {
    #paths;
    #users;
    #guard;
    #served;
    #born = performance.now();
    #progress = { stage: 'start', text: 'starting the local broker and registry' };
    #failure;
    #ending = false;
    #resolveEnded = () => { };
    ended = new Promise((resolve) => {
        this.#resolveEnded = resolve;
    });
    constructor(job, paths) {
        this.#paths = paths;
        this.#users = new Users(this);
        this.#guard = new Guard(paths.hold, [process.execPath, supervisorScript(), JSON.stringify(job)]);
        this.#served = new BrokerAndRegistry(job, paths, this);
    }
    async start() {
        await this.#users.listen(newSocketPath(this.#paths));
        await this.#served.start();
    }
    /** Stops broker and registry and everything else. May be called again. */
    end() {
        if (this.#ending)
            return;
        this.#ending = true;
        this.#users.close();
        void this.#served.stop().then(() => {
            this.#guard.done();
            removeSocket(this.#paths);
            this.#resolveEnded();
        });
    }
    hold() {
        hold(this.#paths.hold);
    }
    release() {
        releaseHold(this.#paths.hold);
    }
    isHeld() {
        return isHeld(this.#paths.hold);
    }
    abandoned() {
        this.end();
    }
    greeting() {
        if (this.#failure)
            return [this.#failure];
        return this.#served.isReady ? [this.#readyReply] : [{ kind: 'progress', progress: this.#progress }];
    }
    status(users) {
        const { kafka_version, registry_version } = readDistribution();
        const status = {
            state: this.#served.isReady ? 'running' : 'starting',
            held: this.isHeld(),
            ...this.#served.addresses,
            supervisor_pid: process.pid,
            uptime_ms: Math.round(performance.now() - this.#born),
            users,
            children: this.#served.children,
            kafka_version,
            registry_version,
        };
        return { kind: 'status', status };
    }
    running(pids) {
        this.#guard.watch(pids);
    }
    ready() {
        this.#users.tell(this.#readyReply);
    }
    says(text) {
        this.#tell({ stage: 'start', text });
    }
    trouble(text) {
        this.#tell({ stage: 'trouble', text });
    }
    /** Stays just long enough to say why to everyone who has come or is about to. */
    failed(error) {
        const { code, message } = error instanceof StackError ? error : new StackError('supervisor_failed', String(error));
        this.#failure = { kind: 'failed', code, message };
        this.release();
        this.#users.tell(this.#failure);
        void this.#served.stop();
    }
    get #readyReply() {
        return { kind: 'ready', addresses: this.#served.addresses };
    }
    #tell(progress) {
        this.#progress = progress;
        this.#users.tell({ kind: 'progress', progress });
    }
}
//# sourceMappingURL=serve.js.map