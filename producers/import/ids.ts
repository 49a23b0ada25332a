import { saysItsUpstream } from '../../schemas/keys.ts';
import { LONGEST_ID, type Row } from './row.ts';

/** The system that the row's own ids are of. */
export function upstreamOf(row: Row): string {
  const upstream = row.textOrNull('upstream', 40) ?? 'file';
  if (!/^[a-z][a-z0-9_-]*$/.test(upstream))
    throw row.wrong('upstream', 'out_of_range', 'lower case letters, digits, "-" and "_" expected');
  return upstream;
}

/** `<upstream>:<id>`: as it is where it begins so, else with the prefix. */
export function ownId(row: Row, name: string, upstream: string): string {
  return prefixed(row.text(name, LONGEST_ID), upstream);
}

/** The id of something that may be another system's: with any system's prefix it is kept. */
export function otherId(row: Row, name: string, upstream: string): string | null {
  const id = row.textOrNull(name, LONGEST_ID);
  return id === null ? null : keptOrPrefixed(id, upstream);
}

/** The id with any system's prefix as it is, else with that of the row's. */
export function keptOrPrefixed(id: string, upstream: string): string {
  return saysItsUpstream(id) ? id : prefixed(id, upstream);
}

export function prefixed(id: string, upstream: string): string {
  return id.startsWith(`${upstream}:`) && id.length > upstream.length + 1 ? id : `${upstream}:${id}`;
}
