import type { Config } from './runtime/config/schema.ts';
import type { AnyProcessor } from './runtime/types.ts';
import type { ToastDeps } from './upstreams/toast/config.ts';
import type { Upstream } from './upstreams/types.ts';
/** What an upstream is given besides its config. */
export type UpstreamDeps = ToastDeps;
/** The upstreams that the config names. A vendor is one line. */
export declare function upstreamsOf({ upstreams, venues }: Config, deps: UpstreamDeps): readonly Upstream[];
export declare function processorsOf({ enrichment }: Config): readonly AnyProcessor[];
/** Every component, in the order of the data; `--only` takes its name or its role. */
export declare const components: readonly [{
    readonly name: 'webhooks';
    readonly role: 'producer';
}, {
    readonly name: 'sources';
    readonly role: 'producer';
}, {
    readonly name: 'deliveries';
    readonly role: 'producer';
}, {
    readonly name: 'clock';
    readonly role: 'producer';
}, {
    readonly name: 'payers';
    readonly role: 'processor';
}, {
    readonly name: 'members';
    readonly role: 'processor';
}, {
    readonly name: 'spend';
    readonly role: 'processor';
}, {
    readonly name: 'duckdb';
    readonly role: 'sink';
}];
export type ComponentName = (typeof components)[number]['name'];
