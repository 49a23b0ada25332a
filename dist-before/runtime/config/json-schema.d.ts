import type { About } from './kinds.ts';
import type { Path } from './problems.ts';
/** As much of JSON Schema as zod makes of the config. */
export interface JsonSchema extends Partial<About> {
    readonly type?: string;
    readonly default?: unknown;
    readonly properties?: Readonly<Record<string, JsonSchema>>;
    readonly required?: readonly string[];
    readonly additionalProperties?: boolean | JsonSchema;
    readonly items?: JsonSchema;
    readonly anyOf?: readonly JsonSchema[];
}
/** The config's schema with what is said about each key (`legal`, `secret`) still in it. */
export declare const annotatedSchema: JsonSchema;
/** The schema that ships with the package: the legal values stand in the descriptions, where editors show them. */
export declare function renderJsonSchema(): string;
/** The node that describes what lies at `path`; undefined where the path itself is unknown. */
export declare function nodeAt(path: Path, node?: JsonSchema): JsonSchema | undefined;
/** Names of the keys that the object at `path` may hold. */
export declare function keysAt(path: Path): readonly string[];
/** The legal values of what lies at `path`, in words. Of a part of a value that is legal as a whole: of the whole. */
export declare function legalAt(path: Path): string;
