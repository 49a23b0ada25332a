export function lagOf(inputs) {
    const lag = {};
    for (const input of inputs) {
        lag[input.topic] = (lag[input.topic] ?? 0) + Math.max(0, input.end - input.position);
    }
    return lag;
}
/** Whether all its partitions are past these ends. Of the topics it reads; a partition held elsewhere does not count. */
export function hasPassed({ inputs }, ends) {
    return inputs.every(({ topic, partition, position }) => position >= (ends.get(topic)?.[partition] ?? 0));
}
//# sourceMappingURL=component.js.map