/** The log as one function of level, message and fields. */
export function lineOf(log) {
    return (level, message, fields) => log[level](message, fields);
}
//# sourceMappingURL=adapters.js.map