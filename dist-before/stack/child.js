import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
const backoff_ms = [100, 500, 1_000, 2_000, 5_000, 10_000];
const stopWithin_ms = 8_000;
/** Starts a program, starts it again whenever it dies, and stops it for good. */
export class Child {
    name;
    #program;
    #onEvent;
    #process;
    #ready = false;
    #stopping = false;
    #early = 0;
    #restarts = 0;
    constructor(program, onEvent) {
        this.name = program.name;
        this.#program = program;
        this.#onEvent = onEvent;
    }
    get pid() {
        return this.#process?.pid;
    }
    get isReady() {
        return this.#ready;
    }
    get restarts() {
        return this.#restarts;
    }
    start() {
        if (this.#stopping)
            return;
        const { java, cwd, log } = this.#program;
        const child = spawn(java, this.#program.arguments(), {
            cwd,
            env: childEnvironment,
            stdio: ['ignore', 'pipe', 'pipe'],
        });
        this.#process = child;
        child.stdout.on('data', (chunk) => log.append(chunk.toString()));
        child.stderr.on('data', (chunk) => log.append(chunk.toString()));
        child.on('error', (error) => log.append(`${error.message}\n`));
        child.on('close', (code, signal) => this.#died(signal ?? `exit code ${code}`));
        if (child.pid !== undefined)
            this.#onEvent({ kind: 'started', pid: child.pid });
        void this.#awaitReady(child);
    }
    /** SIGTERM, and SIGKILL after 8 s. Resolves when the process is gone; it is not started again. */
    async stop() {
        this.#stopping = true;
        const child = this.#process;
        if (!child)
            return;
        const gone = new Promise((resolve) => child.once('close', () => resolve()));
        child.kill('SIGTERM');
        const killer = setTimeout(() => child.kill('SIGKILL'), stopWithin_ms);
        await gone;
        clearTimeout(killer);
    }
    #died(how) {
        this.#process = undefined;
        this.#early = this.#ready ? 1 : this.#early + 1;
        this.#ready = false;
        if (this.#stopping)
            return;
        this.#restarts += 1;
        this.#program.log.append(`-- ${this.name} ended: ${how}\n`);
        this.#onEvent({ kind: 'died', how, early: this.#early });
        const wait = backoff_ms[Math.min(this.#early, backoff_ms.length) - 1] ?? 0;
        void this.#startAgain(wait);
    }
    async #startAgain(wait_ms) {
        await sleep(wait_ms);
        if (this.#stopping)
            return;
        try {
            await this.#program.beforeRestart();
            this.start();
        }
        catch (error) {
            this.#onEvent({ kind: 'lost', error });
        }
    }
    async #awaitReady(child) {
        while (this.#process === child && !this.#stopping) {
            if ((await this.#program.isReady()) && this.#process === child) {
                this.#ready = true;
                this.#onEvent({ kind: 'ready' });
                return;
            }
            await sleep(50);
        }
    }
}
/**
 * Nothing of the user's environment reaches the children: a KAFKA_… or QUARKUS_… meant for another program would change
 * them. UTF-8, so that a data directory may be called Gäste.
 */
export const childEnvironment = { LC_ALL: 'C.UTF-8' };
//# sourceMappingURL=child.js.map