import { Agent, request as httpRequest } from 'node:http';
import { request as httpsRequest, Agent as TlsAgent } from 'node:https';
/** Sends webhooks to one address by its vendor's rules. At least once, in no promised order, with bounded memory. */
export class Deliveries {
    rules;
    counts;
    agent;
    later = new Set();
    ready = [];
    underway = 0;
    closed = false;
    constructor(rules, counts) {
        this.rules = rules;
        this.counts = counts;
        const settings = { keepAlive: true, maxSockets: rules.concurrency };
        this.agent = rules.url.startsWith('https:') ? new TlsAgent(settings) : new Agent(settings);
    }
    /** Queues a message, to go out after `after_ms`. Abandons it where too many wait already. */
    send(message, after_ms = 0) {
        if (this.ready.length + this.later.size + this.underway >= this.rules.capacity)
            this.count('abandoned');
        else
            this.queue({ message, attempt: 1 }, after_ms);
    }
    /** How many are queued, waiting for another attempt, or on the wire. */
    outstanding() {
        return this.ready.length + this.later.size + this.underway;
    }
    /** Drops what is outstanding, as a sender that is switched off does. */
    close() {
        this.closed = true;
        for (const timer of this.later)
            clearTimeout(timer);
        this.later.clear();
        this.ready = [];
        this.agent.destroy();
    }
    queue(queued, after_ms) {
        if (this.closed)
            return;
        if (after_ms <= 0) {
            this.ready.push(queued);
            this.fill();
            return;
        }
        const timer = setTimeout(() => {
            this.later.delete(timer);
            this.queue(queued, 0);
        }, after_ms);
        this.later.add(timer);
    }
    fill() {
        while (this.underway < this.rules.concurrency) {
            const next = this.ready.shift();
            if (!next)
                return;
            this.underway++;
            void this.attempt(next);
        }
    }
    async attempt(queued) {
        this.count('sent');
        const status = await this.post(queued);
        this.underway--;
        if (this.closed)
            return;
        if (status !== null && status >= 200 && status < 300)
            this.count('acked');
        else if (status !== null && !this.rules.retryable(status))
            this.count('refused');
        else
            this.again(queued);
        this.fill();
    }
    again({ message, attempt }) {
        const wait_ms = this.rules.retries_ms[attempt - 1];
        if (wait_ms === undefined) {
            this.count('abandoned');
            return;
        }
        this.count('retried');
        this.queue({ message, attempt: attempt + 1 }, wait_ms);
    }
    /** The answer's status; null where there was none in time. */
    post({ message, attempt }) {
        const { url, timeout_ms } = this.rules;
        const { headers, body } = message.write(attempt);
        return new Promise((resolve) => {
            const start = url.startsWith('https:') ? httpsRequest : httpRequest;
            const sent = start(url, {
                method: 'POST',
                agent: this.agent,
                headers: { ...headers, 'content-length': body.length },
                signal: AbortSignal.timeout(timeout_ms),
            }, (answer) => {
                answer.on('error', () => { });
                answer.resume();
                resolve(answer.statusCode ?? null);
            });
            sent.on('error', () => resolve(null));
            sent.end(body);
        });
    }
    count(outcome) {
        this.counts.tally(`${this.rules.name}.${outcome}`);
    }
}
//# sourceMappingURL=deliveries.js.map