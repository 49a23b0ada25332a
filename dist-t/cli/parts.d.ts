import { type Problem } from '../runtime/config/problems.ts';
/** A component of the pipeline, as `--only` names it. */
export interface Part {
    readonly name: string;
    readonly role: 'producer' | 'processor' | 'sink';
}
/** The parts that the names mean, a role meaning all of its own; without names all of them. In the pipeline's order. */
export declare function partsNamed(parts: readonly Part[], names: readonly string[] | undefined): readonly Part[];
/** The names that mean nothing. */
export declare function unknownParts(parts: readonly Part[], names: readonly string[] | undefined): Problem[];
