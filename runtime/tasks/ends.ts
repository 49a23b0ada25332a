import { Failure } from '../failures.ts';
import type { Ends, Log } from '../log/types.ts';

export async function endsOf(log: Log, topic: string, partition: number): Promise<Ends> {
  const ends = (await log.ends(topic))[partition];
  if (ends === undefined) throw new Failure('fatal', 'unknown_partition', { message: `${topic} has no ${partition}` });
  return ends;
}
