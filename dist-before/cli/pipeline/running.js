import { processorsOf, upstreamsOf } from '../../pipeline.js';
import { webhookRoutes } from '../../producers/webhook-server.js';
import { Failure, failureOf } from '../../runtime/failures.js';
import { wallClock } from '../../runtime/sources/clock-port.js';
import { pause } from '../../runtime/tasks/waiting.js';
import { untilCaughtUp } from './caught-up.js';
import { openComponents, webhooksOf } from './components.js';
import { connect } from './connect.js';
import { controlsOf } from './controls.js';
import { replay } from './replaying.js';
import { readinessOf, statusOf } from './status.js';
import { WarehouseSink } from './warehouse.js';
const READY_EVERY_MS = 25;
/** The components of one process, from the first connection to the last commit. */
export class RunningPipeline {
    routes;
    failed;
    controls = controlsOf({
        sink: () => this.#sink,
        replayable: () => this.#replayable(),
        settings: () => this.#options.ground.settings.config.enrichment,
    });
    #options;
    #started_at = new Date().toISOString();
    #webhooks = new Map();
    /** Last opened first. */
    #closing = [];
    #fail = () => { };
    #phase = 'starting';
    #caught_up = false;
    #connection;
    #addresses = [];
    #upstreams = [];
    #writer;
    #sources;
    #sink;
    /** In the order of the data. */
    #components = [];
    constructor(options) {
        this.#options = options;
        this.failed = new Promise((resolve) => {
            this.#fail = (failure) => {
                this.#phase = 'failed';
                resolve(failure);
            };
        });
        this.routes = this.#has('webhooks') ? [this.#webhookRoutes()] : [];
    }
    async start(signal, url) {
        const { ground, command } = this.#options;
        const { settings, log: logger, note, pass } = ground;
        const opening = connect({
            ...settings,
            as: command,
            logger,
            note,
            pass,
            onLost: (error) => this.#fail(failureOf(error)),
        });
        const [connection, { config, clock, addresses, close }] = await both(opening, this.#options.surroundings(url));
        this.#connection = connection;
        this.#addresses = addresses;
        this.#closing.unshift(() => connection.close(), close);
        if (signal.aborted)
            return;
        this.#openUpstreams(config);
        await this.#openStages(connection, { config, clock });
        while (!signal.aborted && !this.#components.every((one) => one.status().state === 'running')) {
            if (this.#components.some((one) => one.status().state === 'failed'))
                throw await this.failed;
            await pause(READY_EVERY_MS, signal);
        }
        this.#phase = 'running';
    }
    async untilCaughtUp(signal) {
        if (this.#connection === undefined)
            return;
        const stages = this.#components.filter((one) => one !== this.#sources);
        const { clock } = this.#options.ground.settings.config;
        await untilCaughtUp({ log: this.#connection.log, sources: this.#sources, stages, clock }, signal);
        if (signal.aborted)
            return;
        await this.#sink?.countRows();
        this.#caught_up = true;
    }
    /** Has components of this process make their state and results anew. */
    replay(replaying) {
        return replay(this.#replayable(), replaying);
    }
    status() {
        return statusOf({
            command: this.#options.command,
            started_at: this.#started_at,
            phase: this.#phase,
            caught_up: this.#caught_up,
            only: this.#options.only,
            metrics: this.#options.ground.metrics,
            components: this.#components,
            sources: this.#sources,
            upstreams: this.#upstreams,
            tables: this.#sink?.tables() ?? [],
        });
    }
    addresses() {
        if (this.#connection === undefined)
            return [];
        const { brokers, schemaRegistry } = this.#connection;
        return [`broker    ${brokers.join(', ')}`, `registry  ${schemaRegistry}`, ...this.#addresses];
    }
    readiness() {
        return readinessOf({ connection: this.#connection, sink: this.#sink, components: this.#components });
    }
    async stop() {
        if (this.#phase !== 'failed')
            this.#phase = 'draining';
        await Promise.all(this.#components.map((component) => component.stop()));
        for (const close of this.#closing.splice(0))
            await close();
    }
    #has(component) {
        return this.#options.only.has(component);
    }
    #openUpstreams(config) {
        const { ground } = this.#options;
        const { metrics } = ground;
        const deps = { dataDir: ground.dataDir.path, log: ground.log.of('upstreams'), metrics, now: Date.now };
        this.#upstreams = upstreamsOf(config, deps);
        for (const [name, webhook] of webhooksOf(this.#upstreams))
            this.#webhooks.set(name, webhook);
        this.#closing.unshift(async () => {
            await Promise.all(this.#upstreams.map((upstream) => upstream.close()));
        });
    }
    async #openStages(connection, { config, clock }) {
        const { ground } = this.#options;
        if (this.#has('webhooks'))
            this.#writer = await connection.log.writer();
        const onFatal = (component, failure) => {
            ground.log.error('a component has failed', { component, reason: failure.reason, message: failure.message });
            this.#fail(failure);
        };
        const metrics = ground.metrics.tasks;
        if (this.#has('duckdb'))
            this.#sink = await WarehouseSink.open({ ground, config, connection, metrics, onFatal });
        const has = (name) => this.#has(name);
        const opened = openComponents({ connection, config, clock, upstreams: this.#upstreams, metrics, has, onFatal });
        this.#sources = opened.sources;
        const sink = this.#sink;
        this.#components = [...opened.components, ...(sink === undefined ? [] : [sink.component])];
        if (sink !== undefined)
            this.#closing.unshift(() => sink.close());
    }
    /** The routes are there before the log is: until then every delivery is told to come again. */
    #webhookRoutes() {
        const { ground } = this.#options;
        const pipeline = this;
        const routes = webhookRoutes({
            webhooks: this.#webhooks,
            writer: { append: (records) => this.#append(records), close: async () => { } },
            encoding: {
                get codec() {
                    return pipeline.#connected().codec;
                },
                get partitions() {
                    return pipeline.#connected().log.partitions;
                },
            },
            metrics: ground.metrics,
            log: ground.log.of('webhooks'),
            now: Date.now,
        });
        return (app) => {
            app.addHook('onRequest', async (_request, reply) => {
                return this.#writer === undefined ? reply.code(503).send({ error: 'starting' }) : undefined;
            });
            return routes(app);
        };
    }
    async #append(records) {
        if (this.#writer === undefined)
            throw new Failure('retry', 'starting');
        await this.#writer.append(records);
    }
    #replayable() {
        const connection = this.#connected();
        const processors = processorsOf(this.#options.ground.settings.config);
        return { connection, processors, sink: this.#sink?.component };
    }
    #connected() {
        if (this.#connection === undefined)
            throw new Failure('retry', 'starting', { message: 'it is still starting: try again in a moment' });
        return this.#connection;
    }
}
export const fromConfig = (config) => async () => ({
    addresses: [],
    config,
    clock: wallClock,
    close: async () => { },
});
/** Both, or neither: what one has opened is closed where the other fails. */
async function both(one, other) {
    const [a, b] = await Promise.allSettled([one, other]);
    if (a.status === 'fulfilled' && b.status === 'fulfilled')
        return [a.value, b.value];
    for (const opened of [a, b])
        if (opened.status === 'fulfilled')
            await opened.value.close();
    throw a.status === 'rejected' ? a.reason : b.status === 'rejected' ? b.reason : new Error('unreachable');
}
//# sourceMappingURL=running.js.map