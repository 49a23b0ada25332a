import { json } from './http.js';
/** The endpoints that belong to no vendor: the clock, the truth, the faults, the counts. */
export class Control {
    clock;
    counts;
    twins;
    constructor(clock, counts, twins) {
        this.clock = clock;
        this.counts = counts;
        this.twins = twins;
    }
    answer(request) {
        const route = `${request.method} ${request.path}`;
        if (route === 'GET /clock')
            return this.time(route);
        if (route === 'GET /counts')
            return json(route, 200, this.counts);
        if (route === 'GET /faults')
            return json(route, 200, this.faults());
        if (route === 'POST /faults')
            return this.switchFaults(route, request.body);
        if (route === 'GET /truth/orders')
            return this.truth(route, request);
        return json(route, 404, {
            error: `there is GET clock, counts, faults, truth/orders and POST faults; not ${route}`,
        });
    }
    time(route) {
        const { speed, anchor_ms } = this.clock;
        return json(route, 200, { now_ms: this.clock.now_ms(), speed, anchor_ms });
    }
    faults() {
        return Object.fromEntries(Object.entries(this.twins).map(([name, { faults }]) => [name, faults.toJSON()]));
    }
    /** `{"toast": {"server_error": {"count": 1}}}`: in place of all faults of the twins it names. */
    switchFaults(route, body) {
        try {
            const wanted = JSON.parse(body);
            if (typeof wanted !== 'object' || wanted === null)
                throw new Error('an object by twin is needed');
            for (const [name, specs] of Object.entries(wanted)) {
                const twin = this.twins[name];
                if (!twin)
                    throw new Error(`no twin ${JSON.stringify(name)}; there are ${Object.keys(this.twins).join(', ')}`);
                twin.faults.set(specs);
            }
            return json(route, 200, this.faults());
        }
        catch (failure) {
            return json(route, 400, { error: failure instanceof Error ? failure.message : String(failure) });
        }
    }
    /** JSON lines of all orders as of `at_ms` (now, unless given), which the header `sandbox-at-ms` repeats. */
    truth(route, { query }) {
        const now_ms = this.clock.now_ms();
        const at_ms = Number(query.get('at_ms') ?? now_ms);
        if (!Number.isSafeInteger(at_ms) || at_ms < this.clock.anchor_ms || at_ms > now_ms) {
            return json(route, 400, { error: `at_ms must be from the anchor ${this.clock.anchor_ms} to now ${now_ms}` });
        }
        const twin = this.twins[query.get('twin') ?? 'toast'];
        if (!twin)
            return json(route, 400, { error: `there are the twins ${Object.keys(this.twins).join(', ')}` });
        const headers = { 'content-type': 'application/x-ndjson', 'sandbox-at-ms': String(at_ms) };
        return { route, status: 200, headers, body: lines(twin.truths(at_ms, query.get('venue'))) };
    }
}
/** Lets other requests through between portions, so that the truth about a year does not hold up the service. */
async function* lines(values) {
    let portion = '';
    for (const value of values) {
        portion += `${JSON.stringify(value)}\n`;
        if (portion.length < 65_536)
            continue;
        yield portion;
        portion = '';
        await new Promise(setImmediate);
    }
    yield portion;
}
//# sourceMappingURL=control.js.map