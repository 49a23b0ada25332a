/**
 * READ FIRST: the whole pipeline as a value. Kafka is the only way from one stage to the next.
 *
 *   upstreams  ──▶ orders ──▶ payers ──▶ _member_orders ──▶ members ──▶ _guest_orders ──▶ spend ──▶ guest_spend …
 *   (polled, webhooks, files)              _identity_decisions ─┘  └──▶ guest_identities
 *
 *   every table topic ──▶ duckdb ──▶ SQL, dashboard
 */
import { members } from './processors/members.js';
import { payers } from './processors/payers.js';
import { spend } from './processors/spend.js';
import { toast } from './upstreams/toast/toast.js';
/** The upstreams that the config names. A vendor is one line. */
export function upstreamsOf({ upstreams, venues }, deps) {
    return [...(upstreams.toast === undefined ? [] : [toast(upstreams.toast, venues, deps)])];
}
export function processorsOf({ enrichment }) {
    return [payers(), members(), spend(enrichment)];
}
/** Every component, in the order of the data; `--only` takes its name or its role. */
export const components = [
    { name: 'webhooks', role: 'producer' },
    { name: 'sources', role: 'producer' },
    { name: 'deliveries', role: 'producer' },
    { name: 'clock', role: 'producer' },
    { name: 'payers', role: 'processor' },
    { name: 'members', role: 'processor' },
    { name: 'spend', role: 'processor' },
    { name: 'duckdb', role: 'sink' },
];
//# sourceMappingURL=pipeline.js.map