import { didYouMean } from '../runtime/config/problems.js';
import { instantOf } from '../runtime/config/since.js';
export const anyText = {
    legal: 'a text that is not empty',
    read: (text) => (text === '' ? undefined : text),
};
export const filePath = { legal: 'the path of a file', read: anyText.read };
export function oneOf(...words) {
    return {
        legal: words.join(', '),
        read: (text) => words.find((word) => word === text),
        hint: (text) => didYouMean(text, words),
    };
}
export function integer(from, to) {
    return {
        legal: `an integer from ${from} to ${to}`,
        read: (text) => /^-?\d{1,15}$/.test(text) && Number(text) >= from && Number(text) <= to ? Number(text) : undefined,
    };
}
export function decimal(from, to) {
    return {
        legal: `a number from ${from} to ${to}`,
        read: (text) => /^\d+(\.\d+)?$/.test(text) && Number(text) >= from && Number(text) <= to ? Number(text) : undefined,
    };
}
/** Names separated by commas, none of them twice; a blank beside a comma does not matter. */
export const nameList = {
    legal: 'names separated by commas',
    read(text) {
        const names = text.split(',').map((name) => name.trim());
        return names.every((name) => /^[a-z][\w.-]*$/i.test(name)) ? [...new Set(names)] : undefined;
    },
};
export const instanceName = {
    legal: 'letters, digits, "-" and "_", at most 40, the first one a letter or digit',
    read: (text) => (/^[a-z0-9][\w-]{0,39}$/i.test(text) ? text : undefined),
};
export const position = {
    legal: '"beginning", an ISO 8601 instant (2026-01-31T00:00:00Z), or offsets as topic/partition@offset,…',
    read(text) {
        if (text === 'beginning')
            return { kind: 'beginning' };
        const at_ms = instantOf(text);
        if (at_ms !== undefined)
            return { kind: 'time', at_ms };
        const offsets = text.split(',').map(topicOffset);
        const known = offsets.filter((offset) => offset !== undefined);
        return known.length === offsets.length ? { kind: 'offsets', offsets: known } : undefined;
    },
    hint: (text) => didYouMean(text, ['beginning']),
};
function topicOffset(text) {
    const [, topic, partition, offset] = /^\s*([\w.-]+)\/(\d{1,4})@(\d{1,15})\s*$/.exec(text) ?? [];
    return topic === undefined ? undefined : { topic, partition: Number(partition), offset: Number(offset) };
}
//# sourceMappingURL=values.js.map