import type { Topic } from '../schemas/topics.ts';
import type { Origin, Produced } from './types.ts';
export declare function produced<T>(topic: Topic<T>, value: T, event_time_ms: number | null, origin: Origin): Produced;
