import { beforeEach, describe, expect, it } from 'vitest';
import { type LoginAnswer, Session } from '../../../upstreams/sevenrooms/session.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NOW_MS = Date.parse('2026-11-20T12:00:00Z');

let now_ms: number;
let logins: number;
let answer: () => LoginAnswer;

beforeEach(() => {
  now_ms = NOW_MS;
  logins = 0;
  answer = () => granted(24 * HOUR_MS);
});

function granted(lasts_ms: number, theirs_ms = now_ms): LoginAnswer {
  const token_expiration_datetime = new Date(theirs_ms + lasts_ms).toISOString().replace('Z', '');
  const data = { token: `token ${logins}`, token_expiration_datetime };
  return { data, date: new Date(theirs_ms).toUTCString() };
}

function newSession(): Session {
  const login = async () => {
    logins++;
    await Promise.resolve();
    return answer();
  };
  return new Session(login, () => now_ms);
}

describe('the access token', () => {
  it('is asked for once, however many want it at once', async () => {
    const session = newSession();
    const tokens = await Promise.all(Array.from({ length: 20 }, () => session.token()));
    expect(new Set(tokens)).toEqual(new Set(['token 1']));
  });

  it('is used until five minutes before its own end, and asked for anew then', async () => {
    const session = newSession();
    await session.token();
    now_ms += 24 * HOUR_MS - 5 * MINUTE_MS - 1;
    expect(await session.token()).toBe('token 1');
    now_ms += 1;
    expect(await session.token()).toBe('token 2');
  });

  it('is used for nine tenths of its time where it lasts for minutes', async () => {
    answer = () => granted(10 * MINUTE_MS);
    const session = newSession();
    await session.token();
    now_ms += 9 * MINUTE_MS - 1;
    expect(await session.token()).toBe('token 1');
    now_ms += 1;
    expect(await session.token()).toBe('token 2');
  });

  it('ends by SevenRooms’ clock, wherever ours is', async () => {
    answer = () => granted(2 * HOUR_MS, now_ms + 1000 * HOUR_MS);
    const session = newSession();
    await session.token();
    now_ms += 2 * HOUR_MS;
    expect(await session.token()).toBe('token 2');
  });

  it.each([undefined, 'soon', 5, '2001-01-01 00:00:00'])('lasts for an hour where its end is %j', async (end) => {
    answer = () => ({ data: { token: `token ${logins}`, token_expiration_datetime: end }, date: undefined });
    const session = newSession();
    await session.token();
    now_ms += 55 * MINUTE_MS - 1;
    expect(await session.token()).toBe('token 1');
    now_ms += 1;
    expect(await session.token()).toBe('token 2');
  });

  it('is renewed once where SevenRooms refuses it, for all who found that out', async () => {
    const session = newSession();
    const first = await session.token();
    const renewed = await Promise.all([1, 2, 3].map(() => session.renewed(first)));
    expect(renewed).toEqual(['token 2', 'token 2', 'token 2']);
    expect(await session.renewed(first)).toBe('token 2');
  });

  it('is asked for again after a login that failed', async () => {
    answer = () => {
      throw new Error('no answer');
    };
    const session = newSession();
    await expect(session.token()).rejects.toThrow('no answer');
    answer = () => granted(HOUR_MS);
    expect(await session.token()).toBe('token 2');
  });

  it.each([undefined, null, {}, { token: 5 }, { token: '' }, []])('is none in %j', async (data) => {
    answer = () => ({ data, date: undefined });
    await expect(newSession().token()).rejects.toMatchObject({ kind: 'fatal', reason: 'login_answer_unreadable' });
  });
});
