export function fine(what) {
    return { what, ok: true };
}
export function wrong(what, mend) {
    return { what, ok: false, mend };
}
const PATIENCE_MS = 20_000;
/** The checks that `look` makes, or one about it not ending. Never throws. */
export async function looked(what, look) {
    let timer;
    const late = new Promise((resolve) => {
        timer = setTimeout(() => resolve([wrong(`${what}: no answer`, `see why it takes more than ${PATIENCE_MS / 1000} s`)]), PATIENCE_MS);
    });
    try {
        return await Promise.race([look(), late]);
    }
    catch (error) {
        return [wrong(`${what}: not known`, error instanceof Error ? error.message : String(error))];
    }
    finally {
        clearTimeout(timer);
    }
}
//# sourceMappingURL=check.js.map