import type { Topic } from '../schemas/topics.ts';
import type { Origin, Produced } from './types.ts';

export function produced<T>(topic: Topic<T>, value: T, event_time_ms: number | null, origin: Origin): Produced {
  return { kind: 'record', topic, value, event_time_ms, origin };
}
