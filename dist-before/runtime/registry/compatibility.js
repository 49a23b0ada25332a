import { isUnion } from '../../schemas/avro.js';
/** Avro's promotions: writer's type → readers' types that take it. https://avro.apache.org/docs/1.11.1/specification/ */
const promotions = {
    int: ['long', 'float', 'double'],
    long: ['float', 'double'],
    float: ['double'],
    string: ['bytes'],
    bytes: ['string'],
};
/** Empty where `reader` reads everything that `writer` wrote. */
export function incompatibilities(reader, writer, field = '') {
    if (isUnion(writer))
        return writer.flatMap((branch) => incompatibilities(reader, branch, field));
    if (isUnion(reader)) {
        const problems = reader.map((branch) => incompatibilities(branch, writer, field));
        return problems.some((found) => found.length === 0)
            ? []
            : (closest(reader, writer, problems) ?? [changed(field, reader, writer)]);
    }
    if (typeof reader === 'object' && typeof writer === 'object') {
        if (reader.type === 'record' && writer.type === 'record')
            return ofRecords(reader, writer, field);
        if (reader.type === 'array' && writer.type === 'array')
            return incompatibilities(reader.items, writer.items, `${field}[]`);
        if (reader.type === 'map' && writer.type === 'map')
            return incompatibilities(reader.values, writer.values, `${field}{}`);
    }
    const [to, from] = [plain(reader), plain(writer)];
    return to === from || promotions[from]?.includes(to) ? [] : [changed(field, reader, writer)];
}
function ofRecords(reader, writer, field) {
    if (reader.name !== writer.name)
        return [{ field, problem: `the record was called ${writer.name}, now ${reader.name}` }];
    const written = new Map(writer.fields.map((one) => [one.name, one]));
    return reader.fields.flatMap((one) => ofField(one, written.get(one.name), field === '' ? one.name : `${field}.${one.name}`));
}
function ofField(reader, writer, field) {
    if (writer !== undefined)
        return incompatibilities(reader.type, writer.type, field);
    return 'default' in reader ? [] : [{ field, problem: 'is new and has no default' }];
}
/** Of a union, the branch of the same kind tells more than "changed". */
function closest(reader, writer, problems) {
    const same = reader.findIndex((branch) => plain(branch) === plain(writer));
    return same === -1 ? undefined : problems[same];
}
function changed(field, reader, writer) {
    return { field, problem: `was ${named(writer)}, is ${named(reader)}` };
}
function named(type) {
    return isUnion(type) ? type.map(plain).join(' or ') : plain(type);
}
/** Logical types are written as what they stand on. */
function plain(type) {
    if (typeof type === 'string')
        return type;
    return isUnion(type) ? 'union' : type.type;
}
//# sourceMappingURL=compatibility.js.map