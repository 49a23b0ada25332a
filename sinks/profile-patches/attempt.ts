import type { PatchOutcome } from '../../schemas/generated/types.ts';
import { type Changes, changesIn, type Shown } from '../../schemas/patch-fields.ts';
import type { ProfileAnswer, ProfileNow, ProfileWriter } from '../../upstreams/types.ts';
import { profileChangesOf, remaining } from './changes.ts';

export interface Attempting {
  readonly writer: ProfileWriter;
  readonly client_id: string;
  /** {field: {before, after}} as a JSON object. */
  readonly fields: string;
  /** It may have been written already. */
  readonly doubtful: boolean;
  readonly humanEdits: 'keep' | 'overwrite';
  /** What a profile shows of ours, by the names of the ledger. */
  shows(profile: ProfileNow): Shown;
  readonly signal: AbortSignal;
}

/** What came of it, once and for all. */
export type Answered = Pick<PatchOutcome, 'fields' | 'http_status' | 'version' | 'shown'> & {
  readonly status: 'acknowledged' | 'rejected';
};

/**
 * Writes a profile. Where that may have been done already, or it is not known what the profile shows, that is read
 * first and decides what is left to do, which may be nothing. Throws a Failure where it is to be tried again.
 */
export async function attempt(of: Attempting): Promise<Answered> {
  const { writer, client_id, signal } = of;
  const changes = changesIn(of.fields);
  const unseen = Object.values(changes).some((change) => change.unseen === true);
  if (!of.doubtful && !unseen)
    return answeredBy(of, changes, await writer.write(client_id, profileChangesOf(changes), signal));
  const found = await writer.read(client_id, signal);
  const now = found.kind === 'taken' ? found.profile : null;
  // Where profiles cannot be read, a second write does no harm.
  if (now === null) return answeredBy(of, changes, await writer.write(client_id, profileChangesOf(changes), signal));
  const { ours, todo } = remaining(changes, of.shows(now), of.humanEdits);
  if (Object.keys(todo).length === 0) return answeredBy(of, ours, found);
  const answer = await writer.write(client_id, profileChangesOf(todo), signal);
  return answeredBy(of, ours, answer, now);
}

/** `before`: what was read before it, and counts where the answer shows nothing. */
function answeredBy({ shows }: Attempting, sent: Changes, answer: ProfileAnswer, before?: ProfileNow): Answered {
  const fields = JSON.stringify(sent);
  const { http_status } = answer;
  if (answer.kind === 'taken')
    return { status: 'acknowledged', fields, http_status, ...shownBy(answer.profile, shows) };
  return { status: 'rejected', fields, http_status, ...shownBy(before ?? null, shows) };
}

function shownBy(profile: ProfileNow | null, shows: Attempting['shows']): Pick<PatchOutcome, 'version' | 'shown'> {
  if (profile === null) return { version: null, shown: null };
  return { version: profile.version, shown: JSON.stringify(shows(profile)) };
}
