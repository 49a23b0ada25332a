const PATIENCE_MS = 5000;
/**
 * `/health/live`: the process answers. `/health/ready`: 200 when broker, registry and warehouse are reachable and every
 * component runs, else 503; the reasons are in the body either way. `/metrics`: Prometheus.
 */
export function healthRoutes(app, source, metrics) {
    app.get('/health/live', async () => ({ live: true }));
    app.get('/health/ready', async (_request, reply) => {
        const reasons = await readinessOf(source);
        const ready = reasons.every((reason) => reason.ok);
        return reply.code(ready ? 200 : 503).send({ ready, reasons });
    });
    app.get('/metrics', async (_request, reply) => {
        return reply.header('content-type', metrics.contentType).send(await metrics.text());
    });
}
/** Never throws, and answers in time: what cannot be found out is not ready. */
async function readinessOf(source) {
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
    });
    try {
        return await Promise.race([source.readiness(), late]);
    }
    catch (error) {
        return [{ what: 'pipeline', ok: false, detail: error instanceof Error ? error.message : 'unknown' }];
    }
    finally {
        clearTimeout(timer);
    }
}
//# sourceMappingURL=health.js.map