import type { Transactor } from '../types.ts';
import type { Link } from './link.ts';
import type { Names } from './names.ts';
import type { RecordPath } from './record-path.ts';
export interface TransactorParts {
    readonly link: Link;
    readonly path: RecordPath;
    readonly names: Names;
}
/** Fences earlier holders, and waits until what they left open has ended. Closes the link when it fails. */
export declare function openTransactor(id: string, parts: TransactorParts): Promise<Transactor>;
