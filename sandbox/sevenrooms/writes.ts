/** A tag by its group. */
export interface Tag {
  readonly group: string;
  readonly tag: string;
}

/** A change of a profile as a client of the API, or staff, may make it. Absent: nothing of the kind. */
export interface ClientWrite {
  readonly client_tags?: readonly Tag[];
  readonly client_tags_remove?: readonly Tag[];
  readonly custom_fields?: readonly { readonly system_name: string; readonly value: string }[];
  /** Staff only. */
  readonly marketing_opt_in?: boolean;
}

/** A change of a reservation. */
export interface ReservationWrite {
  readonly notes?: string;
  readonly custom_fields?: readonly { readonly system_name: string; readonly value: string }[];
}

const isText = (value: unknown) => typeof value === 'string';
const isName = (value: unknown) => typeof value === 'string' && value.trim() !== '';

const TAGS = listOf({ group: isName, tag: isName });
const FIELDS = listOf({ system_name: isName, value: isText });

const OF_CLIENT = { client_tags: TAGS, client_tags_remove: TAGS, custom_fields: FIELDS };
const OF_STAFF = { ...OF_CLIENT, marketing_opt_in: (value: unknown) => typeof value === 'boolean' };
const OF_RESERVATION = { notes: isText, custom_fields: FIELDS };

/** Reads a body; throws, saying what is wrong, where it is of any other shape (ASSUMPTION: unknown keys are refused). */
export function clientWrite(body: string): ClientWrite {
  return read(body, OF_CLIENT) as ClientWrite; // every key of it has passed its check
}

export function staffWrite(body: string): ClientWrite {
  return read(body, OF_STAFF) as ClientWrite; // the same
}

export function reservationWrite(body: string): ReservationWrite {
  return read(body, OF_RESERVATION) as ReservationWrite; // the same
}

function read(body: string, kinds: Readonly<Record<string, (value: unknown) => boolean>>): object {
  let found: unknown;
  try {
    found = JSON.parse(body);
  } catch {
    throw new Error('The body is not JSON.');
  }
  if (typeof found !== 'object' || found === null || Array.isArray(found))
    throw new Error('The body must be an object.');
  const entries = Object.entries(found);
  if (entries.length === 0) throw new Error('The body changes nothing.');
  for (const [key, value] of entries) {
    if (!kinds[key]) throw new Error(`Unknown field ${key}.`);
    if (!kinds[key](value)) throw new Error(`Invalid value for ${key}.`);
  }
  return found;
}

/** Whether a value is a list of objects with just these keys. */
function listOf(kinds: Readonly<Record<string, (value: unknown) => boolean>>): (value: unknown) => boolean {
  const wanted = Object.keys(kinds).sort().join();
  return (value) =>
    Array.isArray(value) &&
    value.every(
      (one: unknown) =>
        typeof one === 'object' &&
        one !== null &&
        Object.keys(one).sort().join() === wanted &&
        Object.entries(one).every(([key, held]) => kinds[key]!(held)),
    );
}
