import { Failure } from '../../runtime/failures.ts';
import { Fields, Unreadable } from '../shared/fields.ts';
import { utcOf } from '../shared/utc.ts';

export interface LoginAnswer {
  readonly data: unknown;
  /** The answer's `Date` header: the clock that the token's end goes by. */
  readonly date: string | undefined;
}

interface Login {
  readonly token: string;
  readonly good_until_ms: number;
}

const MINUTE_MS = 60_000;
/** Where the answer does not say, or says what cannot be. */
const USUAL_MS = 60 * MINUTE_MS;
/** A token is renewed so long before its end, or in the last tenth of its time where that is shorter. */
const EARLY_MS = 5 * MINUTE_MS;

/**
 * The access token of one API client, in memory alone: SevenRooms is not known to limit logins, so a process that
 * starts logs in once, and no secret lies on the disk.
 */
export class Session {
  private readonly login: () => Promise<LoginAnswer>;
  private readonly now: () => number;
  private known: Login | undefined;
  private under_way: Promise<string> | undefined;

  /** `login`: POST {apiPath}/auth. `now`: the wall's time. */
  constructor(login: () => Promise<LoginAnswer>, now: () => number) {
    this.login = login;
    this.now = now;
  }

  /** A token that is good by its date. */
  async token(): Promise<string> {
    if (this.known !== undefined && this.known.good_until_ms > this.now()) return this.known.token;
    return this.alone();
  }

  /** A token other than this one, which was refused: of all who find that out, one logs in. */
  async renewed(refused: string): Promise<string> {
    if (this.known?.token === refused) this.known = undefined;
    return this.token();
  }

  private alone(): Promise<string> {
    this.under_way ??= this.fetched().finally(() => {
      this.under_way = undefined;
    });
    return this.under_way;
  }

  private async fetched(): Promise<string> {
    this.known = loginOf(await this.login(), this.now());
    return this.known.token;
  }
}

/** `{token, token_expiration_datetime}`. */
function loginOf({ data, date }: LoginAnswer, now_ms: number): Login {
  try {
    const fields = new Fields(data);
    const token = fields.text('token', 16_384);
    const lasts_ms = lifetimeOf(fields.raw('token_expiration_datetime'), date, now_ms);
    return { token, good_until_ms: now_ms + lasts_ms - Math.min(EARLY_MS, lasts_ms / 10) };
  } catch (error) {
    const message = error instanceof Unreadable ? error.message : 'unreadable';
    throw new Failure('fatal', 'login_answer_unreadable', { message });
  }
}

function lifetimeOf(expires: unknown, date: string | undefined, now_ms: number): number {
  const end_ms = typeof expires === 'string' ? utcOf(expires) : null;
  if (end_ms === null) return USUAL_MS;
  const theirs_ms = Date.parse(date ?? '');
  const lasts_ms = end_ms - (Number.isNaN(theirs_ms) ? now_ms : theirs_ms);
  return lasts_ms > 0 ? lasts_ms : USUAL_MS;
}
