export function namesWith(prefix) {
    return { wire: (name) => prefix + name, ours: (wire) => wire.slice(prefix.length) };
}
//# sourceMappingURL=names.js.map