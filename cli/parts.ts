import { didYouMean, type Problem } from '../runtime/config/problems.ts';

/** A component of the pipeline, as `--only` names it. */
export interface Part {
  readonly name: string;
  readonly role: 'producer' | 'processor' | 'sink';
}

const ROLES = { producers: 'producer', processors: 'processor', sinks: 'sink' } as const;

/** The parts that the names mean, a role meaning all of its own; without names all of them. In the pipeline's order. */
export function partsNamed(parts: readonly Part[], names: readonly string[] | undefined): readonly Part[] {
  if (names === undefined) return parts;
  const roles = Object.entries(ROLES).flatMap(([word, role]) => (names.includes(word) ? [role] : []));
  return parts.filter(({ name, role }) => names.includes(name) || roles.includes(role));
}

/** The names that mean nothing. */
export function unknownParts(parts: readonly Part[], names: readonly string[] | undefined): Problem[] {
  const known = [...Object.keys(ROLES), ...parts.map(({ name }) => name)];
  const unknown = (names ?? []).filter((name) => !known.includes(name));
  return unknown.map((name) => {
    const meant = didYouMean(name, known);
    const legal = known.join(', ');
    return { key: '--only', value: JSON.stringify(name), legal: meant ? `${legal}; did you mean "${meant}"?` : legal };
  });
}
