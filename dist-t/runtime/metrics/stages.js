import { Arrivals } from './arrivals.js';
/** Stages in the order in which they were first heard of. */
export function createStages() {
    const stages = new Map();
    const of = (name) => {
        const there = stages.get(name);
        if (there !== undefined)
            return there;
        const stage = { ...{ records_in: 0, records_out: 0, bytes_in: 0, bytes_out: 0 }, ...empty() };
        stages.set(name, stage);
        return stage;
    };
    return {
        in(name, records, bytes) {
            const stage = of(name);
            stage.records_in += records;
            stage.bytes_in += bytes;
        },
        out(name, records, bytes) {
            const stage = of(name);
            stage.records_out += records;
            stage.bytes_out += bytes;
        },
        lag(name, part, records, now_ms) {
            const stage = of(name);
            stage.lag.set(part, records);
            const lag = sum(stage.lag.values());
            if (lag === 0)
                stage.arrivals.forget();
            else
                stage.arrivals.see(stage.records_in + lag, now_ms);
        },
        state: (name, partition, size) => void of(name).state.set(partition, size),
        numbers: (now_ms) => [...stages].map(([name, stage]) => numbersOf(name, stage, now_ms)),
    };
}
function empty() {
    return { lag: new Map(), state: new Map(), arrivals: new Arrivals() };
}
function numbersOf(name, stage, now_ms) {
    const { records_in, records_out, bytes_in, bytes_out } = stage;
    const lag = stage.lag.size > 0 ? sum(stage.lag.values()) : null;
    return {
        name,
        records_in,
        records_out,
        bytes_in,
        bytes_out,
        lag,
        freshness_ms: lag === null ? null : lag === 0 ? 0 : stage.arrivals.ageOf(records_in, now_ms),
        state_size: stage.state.size > 0 ? sum(stage.state.values()) : null,
    };
}
function sum(numbers) {
    let total = 0;
    for (const number of numbers)
        total += number;
    return total;
}
//# sourceMappingURL=stages.js.map