import { SandboxOptionsError, sandboxOptions } from './options.js';
import { startSandbox } from './sandbox.js';
/**
 * `node main.js '{"orders": 1000}'`: the sandbox as a process of its own. Prints one JSON line, with the addresses and
 * the anchor, when it is ready. Ends on SIGTERM or SIGINT, and when its standard input closes: with its parent, however
 * that ended. Exit code 2 for options that cannot be used, 1 where it could not start.
 */
async function main(argument) {
    const sandbox = await startSandbox(sandboxOptions(argument ?? '{}'));
    let ending = false;
    const end = async () => {
        if (ending)
            return;
        ending = true;
        await sandbox.close();
        process.exit(0);
    };
    process.on('SIGTERM', end);
    process.on('SIGINT', end);
    process.stdin.on('end', end).on('close', end).on('error', end).resume();
    process.stdout.on('error', end);
    process.stdout.write(`${JSON.stringify({ urls: sandbox.urls, anchor_ms: sandbox.clock.anchor_ms })}\n`);
}
main(process.argv[2]).catch((failure) => {
    process.stderr.write(`sandbox: ${failure instanceof Error ? failure.message : String(failure)}\n`);
    process.exit(failure instanceof SandboxOptionsError ? 2 : 1);
});
//# sourceMappingURL=main.js.map