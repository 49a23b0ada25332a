import type { GuestProfile } from '../../schemas/generated/types.ts';
import { type ImportContext } from './context.ts';
import type { Row } from './row.ts';
/** Throws an Unreadable. */
export declare function readGuest(row: Row, context: ImportContext): GuestProfile;
