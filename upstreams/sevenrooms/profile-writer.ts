import { priority } from '../shared/budget.ts';
import { isRefusal } from '../shared/http-failures.ts';
import type { ProfileAnswer, ProfileChanges, ProfileNow, ProfileWriter } from '../types.ts';
import type { Asked, SevenroomsApi } from './api.ts';
import type { SevenroomsConfig } from './config.ts';
import { decodeClient } from './decode-client.ts';

const MIB = 1024 * 1024;

/** The body of a write (ASSUMPTION). Lists that would be empty are not there. */
interface Body {
  readonly client_tags?: readonly object[];
  readonly client_tags_remove?: readonly object[];
  readonly custom_fields?: readonly object[];
}

/**
 * SevenRooms' profiles. ASSUMPTION, path and verb by the config: a partial body, tags added and removed, custom fields
 * replaced by name, answered with the client as it is then. Where a body that removes tags is refused, it goes once
 * more without that.
 */
export function profileWriter(api: SevenroomsApi, config: SevenroomsConfig, country: string): ProfileWriter {
  const { clientPath, clientMethod } = config;
  const send = (client_id: string, json: Body, signal: AbortSignal) => {
    const path = clientPath.replace('{client_id}', encodeURIComponent(idOf(client_id)));
    return api.asked({ method: clientMethod, path, json, max_bytes: MIB }, { priority: priority.write, signal });
  };
  const read = async (client_id: string, signal: AbortSignal) =>
    answerOf(await api.askedClient(idOf(client_id), { priority: priority.write, signal }), country);
  return {
    read,
    async write(client_id, changes, signal) {
      const body = bodyOf(changes);
      const answer = answerOf(await send(client_id, body, signal), country);
      const { client_tags_remove, ...rest } = body;
      if (client_tags_remove === undefined || !isRefusedBody(answer)) return answer;
      if (Object.keys(rest).length === 0) return read(client_id, signal);
      return answerOf(await send(client_id, rest, signal), country);
    },
  };
}

function idOf(client_id: string): string {
  return client_id.slice(client_id.indexOf(':') + 1);
}

function bodyOf({ fields, added, removed }: ProfileChanges): Body {
  const custom_fields = fields.map(({ name, value }) => ({ system_name: name, value }));
  const lists = { client_tags: added, client_tags_remove: removed, custom_fields };
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0));
}

/** The upstream did not like what it said. */
function isRefusedBody(answer: ProfileAnswer): boolean {
  return answer.kind === 'refused' && answer.http_status === 400;
}

/** Throws what is to be tried again. */
function answerOf({ status, failure, data }: Asked, country: string): ProfileAnswer {
  if (failure === null) return { kind: 'taken', http_status: status, profile: profileIn(data, country) };
  if (!isRefusal(status)) throw failure;
  return { kind: 'refused', http_status: status, reason: failure.reason };
}

/** Null where the answer is not the client. */
function profileIn(data: unknown, country: string): ProfileNow | null {
  const decoded = decodeClient(data, { country, origin: { kind: 'delivery', delivery_id: '' } });
  if (decoded.kind === 'refused') return null;
  // decodeClient makes profiles.
  const { version, tags, custom_fields } = decoded.value as ProfileNow;
  return { version, tags, custom_fields };
}
