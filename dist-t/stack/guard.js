import { spawn } from 'node:child_process';
import { childEnvironment } from './child.js';
/**
 * Reads the pids of the JVMs, one list a line, until its input closes. `done` before that means an orderly end; otherwise
 * the supervisor has been killed: the JVMs are ended, and where the stack is held ($1 exists) the supervisor is started anew.
 */
const script = `
pids= held=$1
shift
while read -r line; do pids=$line; done
[ "$pids" = done ] && exit 0
for pid in $pids; do kill -TERM "$pid" 2>/dev/null; done
for wait in 1 2 3 4 5 6 7 8; do
  left=
  for pid in $pids; do kill -0 "$pid" 2>/dev/null && left="$left $pid"; done
  [ -z "$left" ] && break
  sleep 1
done
for pid in $left; do kill -KILL "$pid" 2>/dev/null; done
[ -e "$held" ] && exec "$@" </dev/null
exit 0
`;
/** A shell that outlives the supervisor for as long as it takes to end the JVMs, however the supervisor ended. */
export class Guard {
    #restart;
    #hold;
    #shell;
    #line = '';
    /** `hold` is the file that exists while the stack is held, `restart` the command that starts the supervisor. */
    constructor(hold, restart) {
        this.#hold = hold;
        this.#restart = restart;
        this.#shell = this.#start();
    }
    /** The JVMs that run now. */
    watch(pids) {
        this.#write(pids.join(' '));
    }
    /** The supervisor ends in order and leaves nothing behind. */
    done() {
        this.#write('done');
        this.#shell.removeAllListeners('close');
        this.#shell.stdin?.end();
    }
    #write(line) {
        this.#line = line;
        this.#shell.stdin?.write(`${line}\n`);
    }
    #start() {
        const shell = spawn('/bin/sh', ['-c', script, 'regulars-stack-guard', this.#hold, ...this.#restart], {
            detached: true,
            env: childEnvironment,
            stdio: ['pipe', 'inherit', 'inherit'],
        });
        shell.stdin.on('error', () => { });
        shell.once('close', () => {
            this.#shell = this.#start();
            this.#write(this.#line);
        });
        return shell;
    }
}
//# sourceMappingURL=guard.js.map