import { usualNames } from '../../schemas/written-names.ts';
import { type Examined, valueAt, wrongValue } from './issues.ts';
import type { Path, Problem } from './problems.ts';

/** What no single key can tell: keys that need or exclude each other, names that must differ. */
export function checkTogether(examined: Examined): Problem[] {
  return [
    ...brokerless(examined),
    ...brokerPorts(examined),
    ...repeatedVenues(examined),
    ...repeatedTiers(examined),
    ...squareSignature(examined),
    ...publishedOverItself(examined),
    ...repeatedNames(examined, 'fields'),
    ...repeatedNames(examined, 'groups'),
    ...takenPlaces(examined),
  ];
}

const VENDOR_KEYS = ['id', 'sevenrooms', 'toast', 'square', 'opentable', 'service', 'resy'];

function brokerless(examined: Examined): Problem[] {
  const given = (key: string) => valueAt(examined.value, ['kafka', key]);
  if (given('brokers') !== undefined) return [];
  const foreign = ['schemaRegistry', 'ssl', 'sasl'].filter((key) => given(key) !== undefined && given(key) !== null);
  const problems = foreign
    .filter((key) => given(key) !== false)
    .map((key) => wrongValue(['kafka', key], examined, 'absent, or with kafka.brokers beside it'));
  const copies = given('replicationFactor');
  if (typeof copies === 'number' && copies > 1) {
    problems.push(
      wrongValue(['kafka', 'replicationFactor'], examined, '1 without kafka.brokers: the local stack has one'),
    );
  }
  return problems;
}

function brokerPorts(examined: Examined): Problem[] {
  return indexed(valueAt(examined.value, ['kafka', 'brokers'])).flatMap((broker, index) => {
    const port = /:(\d{1,5})$/.exec(String(broker))?.[1];
    const fine = port === undefined || (Number(port) >= 1 && Number(port) <= 65_535);
    return fine ? [] : [wrongValue(['kafka', 'brokers', index], examined, '"host:port" with a port from 1 to 65535')];
  });
}

function repeatedVenues(examined: Examined): Problem[] {
  return VENDOR_KEYS.flatMap((key) => repeated(examined, ['venues'], key));
}

function repeatedTiers(examined: Examined): Problem[] {
  return repeated(examined, ['enrichment', 'spendTiers'], 'tag');
}

/** In the list at `path`, items whose `key` an earlier one has already. */
function repeated(examined: Examined, path: Path, key: string): Problem[] {
  const seen = new Map<unknown, number>();
  return indexed(valueAt(examined.value, path)).flatMap((item, index) => {
    const value = valueAt(item, [key]);
    const first = seen.get(value);
    if (first === undefined) seen.set(value, index);
    if (typeof value !== 'string' || first === undefined) return [];
    return [wrongValue([...path, index, key], examined, `another one than that of ${path.join('.')}[${first}]`)];
  });
}

/** Square signs the address together with the body, so neither is of use without the other. */
function squareSignature(examined: Examined): Problem[] {
  const given = (key: string) => (valueAt(examined.value, ['upstreams', 'square', key]) ?? null) !== null;
  const [signed, address] = [given('webhookSignatureKey'), given('webhookUrl')];
  if (signed === address) return [];
  const [absent, present] = signed ? ['webhookUrl', 'webhookSignatureKey'] : ['webhookSignatureKey', 'webhookUrl'];
  const legal = `given together with upstreams.square.${present}: Square signs the address and the body`;
  return [wrongValue(['upstreams', 'square', absent ?? ''], examined, legal)];
}

function publishedOverItself(examined: Examined): Problem[] {
  const path = valueAt(examined.value, ['warehouse', 'path']) ?? 'warehouse.duckdb';
  const copy = valueAt(examined.value, ['warehouse', 'publish', 'path']);
  if (copy !== path) return [];
  return [wrongValue(['warehouse', 'publish', 'path'], examined, 'another path than warehouse.path')];
}

type NameKind = keyof typeof usualNames;

/** What the config calls it, else its usual name. */
function nameOf(examined: Examined, kind: NameKind, ours: string): unknown {
  const given = valueAt(examined.value, ['writeBack', 'names', kind, ours]);
  const usual: Readonly<Record<string, string>> = usualNames[kind];
  return given === undefined ? usual[ours] : given;
}

/** Two of ours under one name would write over each other for ever. Told at the later one of those that are given. */
function repeatedNames(examined: Examined, kind: NameKind): Problem[] {
  const path = ['writeBack', 'names', kind];
  const isGiven = (ours: string) => valueAt(examined.value, [...path, ours]) !== undefined;
  const all = Object.keys(usualNames[kind]).sort((a, b) => Number(isGiven(a)) - Number(isGiven(b)));
  const names = all.map((ours) => [ours, nameOf(examined, kind, ours)] as const);
  return names.flatMap(([ours, name], index) => {
    const first = names.slice(0, index).find(([, same]) => same === name)?.[0];
    if (first === undefined || typeof name !== 'string') return [];
    return [wrongValue([...path, ours], examined, `another one than that of ${[...path, first].join('.')}`)];
  });
}

/** What answers are written to must not be what is written already. */
function takenPlaces(examined: Examined): Problem[] {
  const taken = (kind: NameKind) => Object.keys(usualNames[kind]).map((ours) => nameOf(examined, kind, ours));
  const [fields, groups] = [taken('fields'), taken('groups')];
  return indexed(valueAt(examined.value, ['enrichment', 'fieldMap'])).flatMap((rule, i) =>
    indexed(valueAt(rule, ['write'])).flatMap((place, n) => {
      const path = ['enrichment', 'fieldMap', i, 'write', n];
      const legal = 'another one than those of writeBack.names';
      const wrong = (key: 'tag' | 'field', names: readonly unknown[]) =>
        names.includes(valueAt(place, [key])) ? [wrongValue([...path, key], examined, legal)] : [];
      return [...wrong('tag', groups), ...wrong('field', fields)];
    }),
  );
}

function indexed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
