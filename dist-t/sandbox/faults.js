import { hash, Random } from './world/random.js';
/** The faults of one twin. Seeded: the same switches and the same sequence of chances give the same faults. */
export class Faults {
    seed;
    names;
    struck;
    armed = new Map();
    /** `struck` hears of every fault that strikes. */
    constructor(seed, names, struck) {
        this.seed = seed;
        this.names = names;
        this.struck = struck;
    }
    /** Puts these faults in place of all that were there; none are left of an empty object. Throws on unknown names and numbers out of range. */
    set(specs) {
        const armed = new Map();
        for (const [key, spec] of Object.entries(specs)) {
            const name = this.names.find((known) => known === key);
            if (!name)
                throw new Error(`no fault ${JSON.stringify(key)}; there are ${this.names.join(', ')}`);
            refuseBadSpec(key, spec);
            const random = new Random(this.seed, 0xfa, hash(...Buffer.from(key)));
            armed.set(name, { spec, random, chances: 0, left: spec.count ?? Number.POSITIVE_INFINITY });
        }
        this.armed = armed;
    }
    /** Whether the fault strikes now; its spec where it does. */
    strikes(name) {
        const armed = this.armed.get(name);
        if (!armed || armed.left === 0)
            return null;
        if (armed.chances++ < (armed.spec.after ?? 0))
            return null;
        if (!armed.random.chance(armed.spec.rate ?? 1))
            return null;
        armed.left--;
        this.struck(name);
        return armed.spec;
    }
    /** What is switched on, with what is left of each count. */
    toJSON() {
        const entries = [...this.armed].map(([name, { spec, left }]) => {
            const counted = spec.count === undefined ? {} : { count: left };
            return [name, { ...spec, ...counted }];
        });
        return Object.fromEntries(entries);
    }
}
function refuseBadSpec(name, spec) {
    if (typeof spec !== 'object' || spec === null)
        throw new Error(`fault ${name}: {"rate": 0.1} or {"count": 1} is needed`);
    const limits = {
        rate: (value) => value >= 0 && value <= 1,
        count: (value) => Number.isInteger(value) && value >= 0,
        after: (value) => Number.isInteger(value) && value >= 0,
        delay_ms: (value) => value >= 0 && value <= 3_600_000,
    };
    for (const [key, value] of Object.entries(spec)) {
        if (typeof value !== 'number' || !limits[key]?.(value)) {
            throw new Error(`fault ${name}: ${key} ${JSON.stringify(value)}; there are rate 0–1, count, after, delay_ms`);
        }
    }
}
//# sourceMappingURL=faults.js.map