import type { Log } from '../../runtime/log/types.ts';

/** The same log, where `over` does not say otherwise. */
export function wrapped(log: Log, over: Partial<Log>): Log {
  return {
    partitions: log.partitions,
    writer: () => log.writer(),
    transactor: (id) => log.transactor(id),
    ends: (topic) => log.ends(topic),
    stable: (topic) => log.stable(topic),
    committed: (group, topic) => log.committed(group, topic),
    scan: (range, each) => log.scan(range, each),
    join: (options) => log.join(options),
    close: () => log.close(),
    ...over,
  };
}
