export function produced(topic, value, event_time_ms, origin) {
    return { kind: 'record', topic, value, event_time_ms, origin };
}
//# sourceMappingURL=produced.js.map