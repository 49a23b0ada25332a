import { z } from 'zod';
/** What passes between a running pipeline and who asks it for a replay. */
export declare const replayAsked: z.ZodObject<{
    names: z.ZodArray<z.ZodString>;
}, z.core.$strip>;
export declare const replayLine: z.ZodObject<{
    line: z.ZodString;
}, z.core.$strip>;
