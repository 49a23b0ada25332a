export class Failure extends Error {
    name = 'Failure';
    kind;
    /** Stable, lower_snake, without guest data or secrets. */
    reason;
    after_ms;
    constructor(kind, reason, details = {}) {
        super(details.message ?? reason, { cause: details.cause });
        this.kind = kind;
        this.reason = reason;
        this.after_ms = details.after_ms;
    }
}
/** The failure in it, else a fatal one that wraps it: the unknown is fatal. */
export function failureOf(error) {
    if (error instanceof Failure)
        return error;
    const message = error instanceof Error ? error.message : String(error);
    return new Failure('fatal', 'unexpected', { message, cause: error });
}
//# sourceMappingURL=failures.js.map