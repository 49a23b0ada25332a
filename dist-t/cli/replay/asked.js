import { z } from 'zod';
/** What passes between a running pipeline and who asks it for a replay. */
export const replayAsked = z.object({ names: z.array(z.string()) });
export const replayLine = z.object({ line: z.string() });
//# sourceMappingURL=asked.js.map