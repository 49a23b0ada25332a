/** `spend: 1234 read, 987 written, lag 42, 3 s behind` */
export function stageLine(stage) {
    const parts = [
        ...(busy(stage) ? [] : [stage.state]),
        ...(stage.detail === null ? [] : [stage.detail]),
        ...(stage.role === 'producer' ? [] : [`${stage.records_in} read`]),
        ...(stage.role === 'sink' ? [] : [`${stage.records_out} written`]),
        ...(stage.lag === null ? [] : [`lag ${stage.lag}`]),
        ...(stage.freshness_ms === null || stage.freshness_ms === 0 ? [] : [`${seconds(stage.freshness_ms)} behind`]),
    ];
    return `${stage.name}: ${parts.join(', ')}`;
}
export function seconds(ms) {
    return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
}
/** A state that goes without saying. */
export function busy({ state }) {
    return state === 'running' || state === 'waiting';
}
//# sourceMappingURL=stage-text.js.map