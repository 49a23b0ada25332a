import type { Broker } from 'kafkajs-internals';
import { featuresRequest } from './features.ts';
import { send } from './send.ts';

/** The highest metadata.version that brokers of Apache Kafka 4.3 know (4.3-IV0). */
const OF_4_3 = 30;

/**
 * What is known to be wrong with the broker's release; undefined: nothing. Apache Kafka 4.3.0 and 4.3.1 take a
 * partition that is without a leader for one that has been deleted, so a broker that comes back from a crash may end
 * a transaction without its marker: what was aborted is then read with the next transaction's records.
 * https://issues.apache.org/jira/browse/KAFKA-20734
 */
export async function knownFault(broker: Broker): Promise<string | undefined> {
  return faultOf(await send(broker, featuresRequest()));
}

/** By the highest level of each feature that the broker knows. */
export function faultOf(features: ReadonlyMap<string, number>): string | undefined {
  if (features.get('metadata.version') !== OF_4_3) return undefined;
  return 'Apache Kafka 4.3.0 and 4.3.1 may lose the end of a transaction when a broker dies (KAFKA-20734)';
}
