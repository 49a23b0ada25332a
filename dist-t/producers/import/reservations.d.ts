import type { ReservationEvent } from '../../schemas/generated/types.ts';
import { type ImportContext } from './context.ts';
import type { Row } from './row.ts';
/** Throws an Unreadable. */
export declare function readReservation(row: Row, context: ImportContext): ReservationEvent;
