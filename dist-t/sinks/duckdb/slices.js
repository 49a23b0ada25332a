export function sizeOf(slices) {
    return slices.reduce((sum, { from, to }) => sum + to - from, 0);
}
/** The first `count` rows of them, and the others. */
export function splitAt(slices, count) {
    const first = [];
    const others = [];
    let left = count;
    for (const slice of slices) {
        const at = Math.min(slice.to, slice.from + left);
        left -= at - slice.from;
        if (at > slice.from)
            first.push({ ...slice, to: at });
        if (at < slice.to)
            others.push({ ...slice, from: at });
    }
    return [first, others];
}
//# sourceMappingURL=slices.js.map