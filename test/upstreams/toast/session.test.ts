import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { Session } from '../../../upstreams/toast/session.ts';
import { TokenFile } from '../../../upstreams/toast/token-file.ts';
import { newFolder } from '../folder.ts';

const HOUR_MS = 3_600_000;

let folder: string;
let now_ms: number;
let logins: number;
let answer: () => unknown;

beforeEach(() => {
  folder = newFolder();
  now_ms = Date.parse('2026-11-20T12:00:00Z');
  logins = 0;
  answer = () => granted(`token ${logins}`, 86_400);
});

function granted(accessToken: string, expiresIn: number) {
  return { token: { tokenType: 'Bearer', accessToken, expiresIn }, status: 'SUCCESS' };
}

/** A process of this data directory; its login is Toast's answer. */
function process(baseUrl = 'https://toast.test', clientId = 'id'): Session {
  const login = async () => {
    logins++;
    return answer();
  };
  return new Session({ file: new TokenFile(folder, baseUrl, clientId), login, now: () => now_ms });
}

const files = () => readdirSync(join(folder, 'tokens')).filter((name) => name.endsWith('.json'));

describe('the access token', () => {
  it('is asked for once, however many want it at once', async () => {
    const session = process();
    const tokens = await Promise.all(Array.from({ length: 20 }, () => session.token()));
    expect(new Set(tokens)).toEqual(new Set(['token 1']));
    expect(logins).toBe(1);
  });

  it('outlives a restart, and is shared by processes', async () => {
    await process().token();
    expect(await Promise.all([process().token(), process().token()])).toEqual(['token 1', 'token 1']);
    expect(logins).toBe(1);
  });

  it('lies in a file that nobody else may read', async () => {
    await process().token();
    const [name] = files();
    expect(statSync(join(folder, 'tokens', name!)).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'tokens')).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(folder, 'tokens', name!), 'utf8')).not.toContain('secret');
  });

  it('is another one for another client, and for another address', async () => {
    const sessions = [process(), process('https://toast.test', 'other'), process('https://sandbox.test')];
    for (const session of sessions) await session.token();
    expect(files()).toHaveLength(3);
    expect(logins).toBe(3);
  });

  it('is used until its last minute, and asked for anew within it', async () => {
    const session = process();
    await session.token();
    now_ms += 86_400_000 - 60_001;
    expect(await session.token()).toBe('token 1');
    now_ms += 1;
    expect(await session.token()).toBe('token 2');
  });

  it('ends when it says itself that it ends, where that is sooner', async () => {
    const claims = { exp: now_ms / 1000 + 600 };
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    answer = () => granted(`${part({ alg: 'none' })}.${part(claims)}.x${logins}`, 86_400);
    const session = process();
    const first = await session.token();
    now_ms += 541_000;
    expect(await session.token()).not.toBe(first);
  });

  it('is renewed once where Toast refuses it, for all who found that out', async () => {
    const session = process();
    const first = await session.token();
    const renewed = await Promise.all([1, 2, 3].map(() => session.renewed(first)));
    expect(renewed).toEqual(['token 2', 'token 2', 'token 2']);
  });

  it('is taken from the process that has renewed it already', async () => {
    const [one, other] = [process(), process()];
    const first = await one.token();
    await other.token();
    await one.renewed(first);
    expect(await other.renewed(first)).toBe('token 2');
    expect(logins).toBe(2);
  });

  it('is asked for again where its file was damaged', async () => {
    await process().token();
    writeFileSync(join(folder, 'tokens', files()[0]!), '{"token":');
    expect(await process().token()).toBe('token 2');
  });
});

describe('two logins an hour', () => {
  it('are not exceeded, over restarts either, and the caller hears when to come back', async () => {
    const first = await process().token();
    now_ms += 600_000;
    const second = await process().renewed(first);
    now_ms += 600_000;
    await expect(process().renewed(second)).rejects.toMatchObject({
      kind: 'retry',
      reason: 'login_limit',
      after_ms: HOUR_MS - 1_200_000,
    });
    expect(logins).toBe(2);
    now_ms += HOUR_MS - 1_200_000;
    expect(await process().renewed(second)).toBe('token 3');
  });

  it('count the ones that were refused, and the ones that were never answered', async () => {
    answer = () => {
      throw new Error('killed');
    };
    await expect(process().token()).rejects.toThrow('killed');
    await expect(process().token()).rejects.toThrow('killed');
    await expect(process().token()).rejects.toMatchObject({ reason: 'login_limit' });
    expect(logins).toBe(2);
  });
});

describe('a login that is not as it should be', () => {
  it.each([{}, null, 'token', { token: 'x' }, { token: { accessToken: 5 } }, { status: 'ERROR' }])(
    'is nothing to go on with: %j',
    async (strange) => {
      answer = () => strange;
      await expect(process().token()).rejects.toMatchObject({ kind: 'fatal', reason: 'login_answer_unreadable' });
    },
  );
});

describe('a process that died while it logged in', () => {
  const lockOf = () => join(folder, 'tokens', `${files()[0]}.lock`);

  it('does not keep the others waiting', async () => {
    const first = await process().token();
    // No process has a number like this.
    writeFileSync(lockOf(), '999999999');
    expect(await process().renewed(first)).toBe('token 2');
  });

  it('does not either where another process has its number now', async () => {
    const first = await process().token();
    writeFileSync(lockOf(), '1');
    utimesSync(lockOf(), new Date(Date.now() - 120_000), new Date(Date.now() - 120_000));
    expect(await process().renewed(first)).toBe('token 2');
  });

  it('does not matter to those who have a token', async () => {
    await process().token();
    writeFileSync(lockOf(), '1');
    expect(await process().token()).toBe('token 1');
  });
});
