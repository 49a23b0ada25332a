/** The bytes of a row, as near as parsed JSON gives them. Never throws. */
export function written(json) {
    try {
        return Buffer.from(JSON.stringify(json) ?? 'null');
    }
    catch {
        return Buffer.from('"nested too deep to be written"');
    }
}
//# sourceMappingURL=written.js.map