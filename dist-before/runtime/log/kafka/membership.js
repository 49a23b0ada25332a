import { nameOf, verdictOf } from './errors.js';
import { SESSION_MS } from './group.js';
import { pause } from './link.js';
const HEARTBEAT_MS = 500;
const LEAVE_MS = 1_000;
/** The group has dropped this member: its id is worth nothing any more. */
const DROPPED = ['UNKNOWN_MEMBER_ID', 'ILLEGAL_GENERATION', 'FENCED_INSTANCE_ID'];
/**
 * A member's life: join → serve what was given while the heart beats → hand everything back → join again, until it
 * leaves. The heart beats on its own, however long handlers take. A broker that is away is waited for; when that takes
 * longer than the session, everything is handed back first.
 */
export class KafkaMembership {
    #link;
    #group;
    #deliveries;
    #leaving = new AbortController();
    #left;
    #life;
    constructor({ link, group, deliveries }) {
        this.#link = link;
        this.#group = group;
        this.#deliveries = deliveries;
        this.#left = new Promise((resolve) => {
            this.#leaving.signal.addEventListener('abort', () => resolve(undefined), { once: true });
        });
        this.#life = this.#live();
    }
    async leave() {
        this.#leaving.abort();
        await this.#life;
    }
    async #live() {
        const leaving = this.#leaving.signal;
        try {
            while (!leaving.aborted) {
                const session = await this.#join();
                if (session === undefined)
                    break;
                this.#deliveries.give(session.partitions);
                await this.#serve(session);
                await this.#handBack(session);
            }
        }
        catch (error) {
            this.#deliveries.fail(error);
            await this.#left;
            await this.#deliveries.takeAll();
        }
        await this.#sayGoodbye();
    }
    /** Undefined when leaving meanwhile. */
    async #join() {
        const signal = this.#leaving.signal;
        const patience = { doing: 'joining a group', within_ms: Number.POSITIVE_INFINITY, signal };
        for (let attempts = 1;; attempts++) {
            const joining = this.#link.persist(patience, () => this.#group.join());
            joining.catch(() => { });
            try {
                return await Promise.race([joining, this.#left]);
            }
            catch (error) {
                if (signal.aborted)
                    return undefined;
                if (verdictOf(error).kind !== 'retry')
                    throw error;
                if (DROPPED.includes(nameOf(error)))
                    this.#group.forget();
                await pause(Math.min(2 ** attempts, 500), signal);
            }
        }
    }
    /** Until the group rebalances, this member has been dropped, or it leaves. */
    async #serve(session) {
        let heard = Date.now();
        for (let failed = 0;;) {
            await pause(HEARTBEAT_MS, this.#leaving.signal);
            if (this.#leaving.signal.aborted)
                return;
            try {
                await this.#group.beat(session);
                heard = Date.now();
                failed = 0;
            }
            catch (error) {
                const name = nameOf(error);
                if (name === 'REBALANCE_IN_PROGRESS')
                    return;
                if (DROPPED.includes(name) || Date.now() - heard > SESSION_MS) {
                    this.#group.forget();
                    return;
                }
                await this.#link.heal(error, { doing: 'a heartbeat', attempts: ++failed, signal: this.#leaving.signal });
            }
        }
    }
    /** The heart beats on, or the group would drop a member that is slow to drain. */
    async #handBack(session) {
        const done = new AbortController();
        const handing = this.#deliveries.takeAll().finally(() => done.abort());
        while (!done.signal.aborted) {
            await pause(HEARTBEAT_MS, done.signal);
            if (!done.signal.aborted)
                await this.#group.beat(session).catch(() => { });
        }
        await handing;
    }
    /** So that the others need not wait for the session to end; where it fails they do. */
    async #sayGoodbye() {
        const patience = { doing: 'leaving a group', within_ms: LEAVE_MS };
        const left = new AbortController();
        void this.#link
            .persist(patience, () => this.#group.leave())
            .catch(() => { })
            .finally(() => left.abort());
        // An answer may wait behind that to a join, and that for all other members.
        await pause(LEAVE_MS, left.signal);
    }
}
//# sourceMappingURL=membership.js.map