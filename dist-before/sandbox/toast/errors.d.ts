import { type Reply } from '../http.ts';
/** Toast's error body. `field`: the parameter or header that is at fault. */
export declare function refusal(route: string, status: number, message: string, field?: string | null): Reply;
