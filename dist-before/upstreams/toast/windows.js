const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** ordersBulk takes a month at most (devguide); February is one. */
export const LONGEST_WINDOW_MS = 28 * DAY_MS;
export const FIRST_WINDOW_MS = DAY_MS;
/** How long the next window should be, so that its rows fill most of one page: by how many the last one held. */
export function nextWidth(window, rows, pageSize) {
    const width_ms = window.to_ms - window.from_ms;
    const fill = rows / pageSize;
    const factor = fill < 0.2 ? 4 : fill < 0.5 ? 2 : fill < 0.9 ? 1 : 0.75;
    return Math.min(LONGEST_WINDOW_MS, Math.max(1, Math.ceil(width_ms * factor)));
}
/**
 * The beginning of a window whose rows did not fit on one page; null where it is a millisecond and cannot be shorter.
 * Where the page's rows come in the order of their modification, they say how far they reach; else half of it.
 */
export function shorter(window, modified_ms) {
    const { from_ms, to_ms } = window;
    if (to_ms - from_ms <= 1)
        return null;
    const last = modified_ms.at(-1);
    const inOrder = modified_ms.every((at_ms, index) => index === 0 || at_ms >= modified_ms[index - 1]);
    const reach_ms = inOrder && last !== undefined ? last : from_ms + Math.floor((to_ms - from_ms) / 2);
    return { from_ms, to_ms: Math.min(Math.max(from_ms + 1, reach_ms), to_ms - 1) };
}
//# sourceMappingURL=windows.js.map