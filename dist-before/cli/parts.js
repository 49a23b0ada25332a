import { didYouMean } from '../runtime/config/problems.js';
const ROLES = { producers: 'producer', processors: 'processor', sinks: 'sink' };
/** The parts that the names mean, a role meaning all of its own; without names all of them. In the pipeline's order. */
export function partsNamed(parts, names) {
    if (names === undefined)
        return parts;
    const roles = Object.entries(ROLES).flatMap(([word, role]) => (names.includes(word) ? [role] : []));
    return parts.filter(({ name, role }) => names.includes(name) || roles.includes(role));
}
/** The names that mean nothing. */
export function unknownParts(parts, names) {
    const known = [...Object.keys(ROLES), ...parts.map(({ name }) => name)];
    const unknown = (names ?? []).filter((name) => !known.includes(name));
    return unknown.map((name) => {
        const meant = didYouMean(name, known);
        const legal = known.join(', ');
        return { key: '--only', value: JSON.stringify(name), legal: meant ? `${legal}; did you mean "${meant}"?` : legal };
    });
}
//# sourceMappingURL=parts.js.map