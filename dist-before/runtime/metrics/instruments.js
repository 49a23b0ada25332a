import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
/** A registry of its own, so that two pipelines in one process do not count into each other. */
export function createInstruments() {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    const registers = [registry];
    function counter(name, help, labelNames) {
        return new Counter({ name: `regulars_${name}`, help, labelNames, registers });
    }
    function gauge(name, help, labelNames) {
        return new Gauge({ name: `regulars_${name}`, help, labelNames, registers });
    }
    function seconds(name, help, labelNames) {
        return new Histogram({ name: `regulars_${name}_seconds`, help, labelNames, registers, buckets: SECONDS });
    }
    return {
        registry,
        records: counter('records_total', 'Records read and written, by stage.', ['stage', 'topic', 'direction']),
        bytes: counter('bytes_total', 'Bytes of keys and values read and written, by stage.', [
            'stage',
            'topic',
            'direction',
        ]),
        lag: gauge('lag_records', 'Records that a stage has still to take in.', ['stage', 'topic', 'partition']),
        freshness: gauge('freshness_seconds', 'How long ago that arrived which a stage takes in now; 0: it is at the end of its input.', ['stage']),
        commits: seconds('commit', 'How long the log or the warehouse took for one transaction.', ['stage']),
        restores: seconds('restore', 'How long a task took from its assignment until it could step.', ['stage']),
        restored: counter('restored_records_total', 'Changelog records read to restore state.', ['stage']),
        state: gauge('state_records', 'Facts in the state of a task.', ['stage', 'partition']),
        deadLetters: counter('dead_letters_total', 'Records that could not be understood, by cause.', ['stage', 'cause']),
        rejoins: counter('rejoins_total', 'How often a component lost its place and came back.', ['stage', 'reason']),
        polls: seconds('poll', 'Complete polls of a source, by how they ended.', ['source', 'outcome']),
        calls: counter('upstream_calls_total', 'Requests to an upstream, by status.', ['upstream', 'status']),
        callSeconds: seconds('upstream_call', 'How long an upstream took to answer.', ['upstream']),
        webhooks: seconds('webhook', 'How long it took to answer a webhook, by status.', ['upstream', 'status']),
        patches: counter('patches_total', 'Profile PATCHes, by outcome.', ['outcome']),
    };
}
//# sourceMappingURL=instruments.js.map