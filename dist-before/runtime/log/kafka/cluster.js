import { connect as connectTcp, isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { logLevel } from 'kafkajs';
import Cluster from 'kafkajs/src/cluster/index.js';
import { createLogger } from 'kafkajs/src/loggers/index.js';
/** A request that gets no answer for so long is an error. Shorter than a producer's transaction may take. */
const REQUEST_TIMEOUT_MS = 8_000;
let turn = 0;
/** Connections to the brokers of a cluster, made as they are needed. */
export class Connections {
    #cluster;
    #sockets = [];
    constructor({ brokers, clientId, ssl, sasl, logger }) {
        const first = turn++ % brokers.length;
        this.#cluster = new Cluster({
            // kafkajs asks the first one; so each attempt asks another.
            brokers: [...brokers.slice(first), ...brokers.slice(0, first)],
            clientId,
            ...(ssl === undefined ? {} : { ssl }),
            ...(sasl === undefined ? {} : { sasl }),
            logger: createLogger({ level: logLevel.WARN, logCreator: () => (entry) => logged(entry, logger) }),
            socketFactory: socketsInto(this.#sockets),
            // Trying again is ours, see Link.persist.
            retry: { retries: 0 },
            connectionTimeout: 3_000,
            authenticationTimeout: 10_000,
            requestTimeout: REQUEST_TIMEOUT_MS,
            metadataMaxAge: Number.POSITIVE_INFINITY,
            allowAutoTopicCreation: false,
        });
    }
    /** Throws kafkajs' errors. */
    async open() {
        try {
            await this.#cluster.connect();
            await this.#cluster.refreshMetadata();
            return this.#cluster;
        }
        catch (error) {
            await this.close();
            throw error;
        }
    }
    /** At once: what awaits an answer gets an error. */
    async close() {
        for (const socket of this.#sockets)
            socket.destroy(new Error('given up'));
        await this.#cluster.disconnect().catch(() => { });
    }
}
/** kafkajs calls errors what we try again or report: at most something for a debugger. */
function logged({ log }, logger) {
    const { message, timestamp: _, logger: __, stack: ___, ...fields } = log;
    logger('debug', `kafkajs: ${message}`, fields);
}
/** As kafkajs' own, but small requests leave at once: with Nagle's algorithm the second waits for the first's answer. */
function socketsInto(sockets) {
    return ({ host, port, ssl, onConnect }) => {
        const socket = ssl
            ? connectTls({ host, port, ...(isIP(host) ? {} : { servername: host }), ...ssl }, onConnect)
            : connectTcp({ host, port }, onConnect);
        sockets.push(socket);
        return socket.setKeepAlive(true, 60_000).setNoDelay(true);
    };
}
//# sourceMappingURL=cluster.js.map