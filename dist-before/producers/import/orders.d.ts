import type { Order } from '../../schemas/generated/types.ts';
import { type ImportContext } from './context.ts';
import type { Row } from './row.ts';
/** Throws an Unreadable. */
export declare function readOrder(row: Row, context: ImportContext): Order;
