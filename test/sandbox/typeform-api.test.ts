import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { switchFaults, truths } from './service-support.ts';
import { ANCHOR_MS, DAY_MS, type Json, type Visitor, visit } from './support.ts';
import { ask, FORMS, items, page, SEATED } from './typeform-support.ts';

let visitor: Visitor;
beforeEach(async () => {
  visitor = await visit({ orders: 2_000 });
});
afterEach(() => visitor.sandbox.close());

const instants = (list: Json[]) => list.map(({ submitted_at }) => Date.parse(submitted_at));

describe('the responses of a form', () => {
  test('are those of the truth that are shown by now, the newest first', async () => {
    const told = (await truths(visitor, 'responses')).filter(({ shown_from_ms }) => shown_from_ms <= ANCHOR_MS);
    for (const form of FORMS) {
      const found = await items(visitor, form, { page_size: '30' });
      const tokens = found.map(({ token }) => token);
      expect(new Set(tokens)).toEqual(
        new Set(told.filter(({ form_id }) => form_id === form).map(({ token }) => token)),
      );
      expect(new Set(tokens).size).toBe(tokens.length);
      expect(instants(found)).toEqual(instants(found).toSorted((a, b) => b - a));
    }
    expect(told.length).toBeGreaterThan(200);
  });

  test('follow the order that they are about, within a day and a half', async () => {
    const orders = (await visitor.truth()).orders;
    const told = await truths(visitor, 'responses');
    const about = told.filter(({ order_id }) => order_id !== null);
    expect(about.length / told.length).toBeGreaterThan(0.5);
    for (const { order_id, submitted_at_ms } of about) {
      const order = orders.get(order_id.replace('toast:', ''))!;
      expect(submitted_at_ms).toBeGreaterThan(order.opened_at_ms);
      expect(submitted_at_ms - order.opened_at_ms).toBeLessThan(2 * DAY_MS);
    }
  });

  test('come from about three in ten of those who left an address', async () => {
    const orders = [...(await visitor.truth()).orders.values()];
    const closed = orders.filter(({ state, checks }) => state === 'closed' && checks[0]?.email);
    const told = await truths(visitor, 'responses');
    expect(told.length / closed.length).toBeGreaterThan(0.25);
    expect(told.length / closed.length).toBeLessThan(0.37);
  });

  test('are 25 a page unless told, and 1000 at most', async () => {
    expect((await page(visitor, SEATED)).items).toHaveLength(25);
    expect((await ask(visitor, `/forms/${SEATED}/responses?page_size=1001`)).status).toBe(400);
  });

  test('can be asked for from and up to a second, both included', async () => {
    const all = await items(visitor, SEATED);
    const [upper, lower] = [all[10]!.submitted_at, all[20]!.submitted_at];
    const between = (from: string, to: string) => items(visitor, SEATED, { since: from, until: to });
    const expected = all.filter(({ submitted_at }) => submitted_at >= lower && submitted_at <= upper);
    expect(await between(lower, upper)).toEqual(expected);
    const seconds = (text: string) => String(Date.parse(text) / 1000);
    expect(await between(seconds(lower), seconds(upper))).toEqual(expected);
  });

  test('have answers by ref, without what was left out, and no definition', async () => {
    const all = await items(visitor, SEATED);
    const told = new Map((await truths(visitor, 'responses')).map((one) => [one.token, one]));
    for (const item of all) {
      expect(Object.keys(item)).toEqual(expect.arrayContaining(['response_id', 'token', 'landed_at', 'metadata']));
      expect(item).not.toHaveProperty('definition');
      const refs = item.answers.map(({ field }: Json) => field.ref);
      expect(new Set(refs)).toEqual(new Set(Object.keys(told.get(item.token)!.answers)));
    }
  });

  test('are the same whoever asks when: the world is', async () => {
    const other = await visit({ orders: 2_000 });
    expect(await items(other, SEATED)).toEqual(await items(visitor, SEATED));
    await other.sandbox.close();
  });

  test('are for those with the token, of forms that there are', async () => {
    expect((await ask(visitor, `/forms/${SEATED}/responses`, 'x')).status).toBe(401);
    const missing = await ask(visitor, '/forms/nowhere/responses');
    expect([missing.status, ((await missing.json()) as Json).code]).toEqual([404, 'FORM_NOT_FOUND']);
    expect((await ask(visitor, '/workspaces')).status).toBe(404);
  });
});

describe('faults of Typeform', () => {
  const page_two = async () => {
    const [last] = (await page(visitor, SEATED)).items.slice(-1);
    return ask(visitor, `/forms/${SEATED}/responses?before=${last.token}`);
  };

  test('a token that is void is a 400, then all is well', async () => {
    await switchFaults(visitor, { typeform: { token_void: { count: 1 } } });
    expect([(await page_two()).status, (await page_two()).status]).toEqual([400, 200]);
  });

  test('a row is repeated, one is poison, and one has keys that nobody knows', async () => {
    await switchFaults(visitor, {
      typeform: { row_repeated: { count: 1 }, unknown_fields: { count: 1 }, poison: { count: 1 } },
    });
    const first = await page(visitor, SEATED);
    expect(first.items[0].mood).toEqual({ colour: 'teal' });
    const second = (await (await page_two()).json()) as Json;
    expect(second.items[0].token).toBe(first.items.at(-1).token);
    const all = await page(visitor, SEATED, { page_size: '1000' });
    expect(all.items.filter(({ token }: Json) => token === undefined)).toHaveLength(1);
  });

  test('with vendorLimits there are two requests a second', async () => {
    const limited = await visit({ vendorLimits: true });
    const statuses = await Promise.all(
      Array.from({ length: 12 }, async () => (await ask(limited, `/forms/${SEATED}/responses`)).status),
    );
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(4);
    expect(statuses).toContain(429);
    await limited.sandbox.close();
  });
});
