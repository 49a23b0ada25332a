import { priority } from '../shared/budget.ts';
import { checked, type Mends } from '../shared/checked.ts';
import type { Check, ProfileWriter } from '../types.ts';
import type { SevenroomsApi } from './api.ts';
import type { SevenroomsVenue } from './config.ts';

/** Credentials, the venue group, and whether each venue of the config is in it. */
export async function checkSevenrooms(api: SevenroomsApi, venues: readonly SevenroomsVenue[]): Promise<Check[]> {
  const credentials = await checked('sevenrooms: credentials', mends, () => api.loggedIn());
  if (!credentials.ok) return [credentials];
  let ids: ReadonlySet<string> = new Set();
  const group = await checked('sevenrooms: venue group', mends, async () => {
    ids = await api.venues({ priority: priority.check });
  });
  if (!group.ok) return [credentials, group];
  const here = venues.filter(({ sevenrooms }) => sevenrooms !== undefined);
  if (here.length === 0) {
    const mend = 'give a venue of the config the id that SevenRooms has for it: venues[].sevenrooms';
    return [credentials, group, { what: 'sevenrooms: venues', ok: false, mend }];
  }
  return [credentials, group, ...here.map((venue) => known(venue, ids))];
}

function known({ id, sevenrooms }: SevenroomsVenue, ids: ReadonlySet<string>): Check {
  const what = `sevenrooms: venue ${id}`;
  if (sevenrooms !== undefined && ids.has(sevenrooms)) return { what, ok: true };
  const mend = `SevenRooms knows no such venue in this group: check venues[].sevenrooms and upstreams.sevenrooms.venueGroupId`;
  return { what, ok: false, mend };
}

/** As long as a request may take with all that is tried again. */
const TIMEOUT_MS = 30_000;
const WRITING = 'sevenrooms: writing profiles';
/** No profile's id: nothing can come of it. */
const NOBODY = 'sevenrooms:regulars-doctor';

/** Whether profiles may be written: a write that says nothing, to a profile that there is not. */
export async function checkWriting(writer: ProfileWriter): Promise<Check> {
  const nothing = { fields: [], added: [], removed: [] };
  let refused: number | null = null;
  const asked = await checked(WRITING, mends, async () => {
    const answer = await writer.write(NOBODY, nothing, AbortSignal.timeout(TIMEOUT_MS));
    if (answer.kind === 'refused') refused = answer.http_status;
  });
  const mend = refused === null ? undefined : writingMends[refused];
  return mend === undefined ? asked : { what: WRITING, ok: false, mend };
}

/** Status → what to do about it; any other says that SevenRooms would have listened. */
const writingMends: Readonly<Record<number, string>> = {
  403: 'ask SevenRooms to let the API client write clients, or set writeBack.mode to "off"',
  405: 'check upstreams.sevenrooms.clientMethod and clientPath',
};

/** Reason of a failure → what to do about it. */
const mends: Mends = {
  unauthorized: 'check upstreams.sevenrooms.clientId and clientSecret',
  forbidden: 'ask SevenRooms to give the API client access to the venue group',
  not_found: 'check upstreams.sevenrooms.baseUrl and apiPath',
  bad_request: 'check upstreams.sevenrooms.venueGroupId',
  redirected: 'check upstreams.sevenrooms.baseUrl: what is there sends us elsewhere',
  name_not_resolved: 'check upstreams.sevenrooms.baseUrl and the DNS of this machine',
  connection_refused: 'check upstreams.sevenrooms.baseUrl: nobody listens there',
};
