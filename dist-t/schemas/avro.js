export function isUnion(type) {
    return Array.isArray(type);
}
//# sourceMappingURL=avro.js.map