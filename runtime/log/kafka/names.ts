/**
 * Names as Kafka knows them. The prefix keeps deployments that share a cluster apart, so groups and transactional ids
 * carry it as well.
 */
export interface Names {
  wire(name: string): string;
  ours(wire: string): string;
}

export function namesWith(prefix: string): Names {
  return { wire: (name) => prefix + name, ours: (wire) => wire.slice(prefix.length) };
}
