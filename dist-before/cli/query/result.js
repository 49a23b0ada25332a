import { z } from 'zod';
export const formats = ['table', 'csv', 'json'];
/** What passes between a running pipeline and who asks it. */
export const asked = z.object({ sql: z.string(), timeout_ms: z.number().positive() });
const column = z.object({ name: z.string(), type: z.string() });
// Rows come from `query` of the running pipeline, as JSON already; they are many, so only their frame is looked at.
const rows = z.custom((value) => Array.isArray(value));
export const piece = z.union([z.object({ columns: z.array(column) }), z.object({ rows })]);
//# sourceMappingURL=result.js.map