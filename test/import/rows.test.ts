import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { topics } from '../../schemas/topics.ts';
import { Place } from './importing.ts';

let place: Place;
beforeEach(() => {
  place = new Place();
});
afterEach(() => place.remove());

const HEADER = 'order_id,venue_id,closed_at,net_minor,currency';
const GOOD = 'soho,2026-01-02T03:00:00Z,2933,USD';

const plain = {
  order_id: 'file:1',
  upstream: 'file',
  venue_id: 'soho',
  reservation_id: null,
  client_id: null,
  email: null,
  phone: null,
  name: null,
  opened_at: null,
  closed_at: Date.UTC(2026, 0, 2, 3),
  business_date: Date.UTC(2026, 0, 1) / 86_400_000,
  covers: null,
  net_minor: 2_933,
  discount_minor: 0,
  tax_minor: 0,
  tip_minor: 0,
  refunded_minor: 0,
  currency: 'USD',
  state: 'closed',
  version: Date.UTC(2026, 0, 2, 3),
  checks: [{ check_id: 'file:1', client_id: null, email: null, covers: null, net_minor: 2_933 }],
  items: [],
  extra: null,
};

describe('orders', () => {
  test('need five columns only; the rest follows from them', async () => {
    const { code, out } = await place.run('orders', place.csv('five.csv', HEADER, `1,${GOOD}`));
    expect([code, out]).toEqual([0, expect.stringMatching(/five\.csv: 1 row, 1 published, 0 dead letters$/)]);
    expect(await place.written(topics.orders)).toEqual([
      { key: `file:1|${plain.version}`, value: plain, origin: { kind: 'file', file: 'five.csv', row: 1 } },
    ]);
  });

  test('take the upstream, state, version, guest and phone that the file names', async () => {
    const path = place.csv(
      'full.csv',
      `${HEADER},upstream,state,version,email,phone,client_id,reservation_id,opened_at,business_date`,
      'toast:x,mitte,2026-01-02 03:00:00+00,1,eur,toast,voided,17, ADA@example.com ,030 1234567,c1,service:resv_1,2026-01-02T01:00:00.5+02:00,2026-01-05',
    );
    expect((await place.run('orders', path)).code).toBe(0);
    expect(await place.written(topics.orders)).toMatchObject([
      {
        key: 'toast:x|17',
        value: {
          ...{ order_id: 'toast:x', upstream: 'toast', state: 'voided', closed_at: null, version: 17 },
          ...{ email: 'ada@example.com', phone: '+49301234567', client_id: 'toast:c1', currency: 'EUR' },
          reservation_id: 'service:resv_1',
          opened_at: Date.UTC(2026, 0, 1, 23, 0, 0, 500),
          business_date: Date.UTC(2026, 0, 5) / 86_400_000,
        },
      },
    ]);
  });

  test('of venues that the config does not know count in UTC', async () => {
    await place.run('orders', place.csv('unknown.csv', HEADER, '1,nowhere,2026-01-02T05:00:00Z,1,USD'));
    const [order] = await place.written(topics.orders);
    expect(order?.value.business_date).toBe(Date.UTC(2026, 0, 2) / 86_400_000);
  });

  test('may have several checks, which share the covers, and items', async () => {
    const checks = [
      { check_id: 'a', email: 'Ada@Example.COM', net_minor: 2000 },
      { check_id: 'b', client_id: 'sevenrooms:9', net_minor: 933 },
    ];
    const items = [
      { name: 'Rioja', net_minor: 2000 },
      { check_id: 'b', name: 'Tea', quantity: 0.5, net_minor: 933 },
    ];
    const [venue_id, closed_at] = ['soho', '2026-01-02T03:00:00Z'];
    const row = { order_id: '1', venue_id, closed_at, net_minor: 2933, currency: 'USD', covers: 3 };
    await place.run('orders', place.file('c.json', JSON.stringify([{ ...row, checks, items: JSON.stringify(items) }])));
    const [order] = await place.written(topics.orders);
    expect(order?.value).toMatchObject({
      email: 'ada@example.com',
      client_id: null,
      checks: [
        { check_id: 'file:a', client_id: null, email: 'ada@example.com', covers: 2, net_minor: 2000 },
        { check_id: 'file:b', client_id: 'sevenrooms:9', email: null, covers: 1, net_minor: 933 },
      ],
      items: [
        { check_id: 'file:a', name: 'Rioja', quantity: 1, net_minor: 2000 },
        { check_id: 'file:b', name: 'Tea', quantity: 0.5, net_minor: 933 },
      ],
    });
  });

  test('whose columns name one guest and whose first check names another are refused', async () => {
    const [venue_id, closed_at] = ['soho', '2026-01-02T03:00:00Z'];
    const checks = [{ check_id: 'a', email: 'ada@example.com', net_minor: 1 }];
    const row = { order_id: '1', venue_id, closed_at, net_minor: 1, currency: 'USD', checks };
    const [same, other] = ['ADA@example.com', 'bob@example.com'].map((email, i) => ({ ...row, order_id: i, email }));
    await place.run('orders', place.file('g.json', JSON.stringify([same, other])));
    expect(await place.refused()).toMatchObject([[2, 'guest_mismatch', expect.stringMatching(/^checks: /)]]);
  });

  test('with an address that is none are kept without it, and counted', async () => {
    const { out } = await place.run('orders', place.csv('mail.csv', `${HEADER},email`, `1,${GOOD},none@none`));
    expect(out).toContain('1 e-mail address could not be used');
    expect((await place.written(topics.orders))[0]?.value).toEqual(plain);
  });

  test('more than a day ahead are dead letters', async () => {
    const { code, out } = await place.run('orders', place.csv('f.csv', HEADER, '1,soho,2126-01-02T03:00:00Z,1,USD'));
    expect([code, out]).toEqual([0, expect.stringContaining('0 published, 1 dead letter\n  in_the_future: 1 row')]);
    expect(await place.written(topics.orders)).toEqual([]);
  });
});

describe('rows that are wrong', () => {
  const HEADER_OF_BAD = `${HEADER},covers,state,version,checks`;

  test.each([
    [',soho,2026-01-02T03:00:00Z,1,USD,,,,', 'missing_field', 'order_id: expected, but empty'],
    ['2,,2026-01-02T03:00:00Z,1,USD,,,,', 'missing_field', 'venue_id: expected, but empty'],
    ['3,soho,2026-01-02T03:00:00,1,USD,,,,', 'wrong_type', /^closed_at: an ISO 8601 instant/],
    ['4,soho,,1,USD,,,,', 'missing_field', 'closed_at: expected, but empty'],
    ['5,soho,2026-02-30T03:00:00Z,1,USD,,,,', 'wrong_type', /^closed_at: /],
    ['6,soho,2026-01-02T03:00:00Z,1.5,USD,,,,', 'wrong_type', 'net_minor: a whole number expected'],
    ['7,soho,2026-01-02T03:00:00Z,-1,USD,,,,', 'out_of_range', /^net_minor: a whole number from 0/],
    ['8,soho,2026-01-02T03:00:00Z,9007199254740993,USD,,,,', 'out_of_range', /^net_minor: /],
    ['9,soho,2026-01-02T03:00:00Z,1,ZZZ,,,,', 'out_of_range', 'currency: an ISO 4217 code expected'],
    ['10,soho,2026-01-02T03:00:00Z,1,USD,two,,,', 'wrong_type', 'covers: a whole number expected'],
    ['11,soho,2026-01-02T03:00:00Z,1,USD,-1,,,', 'out_of_range', /^covers: /],
    ['12,soho,,1,USD,,open,,', 'missing_field', 'version: expected where closed_at is empty'],
    ['13,soho,2026-01-02T03:00:00Z,1,USD,,,,nope', 'not_json', 'checks: JSON expected'],
    ['14,soho,2026-01-02T03:00:00Z,1,USD,,,,"[{""check_id"":""a"",""net_minor"":2}]"', 'net_is_not_the_sum', /^net_/],
    ['15,soho,2026-01-02T03:00:00Z,1,USD,,,,"[{""id"":""a""}]"', 'unknown_field', /^checks\[0\]: /],
    ['16,soho,2026-01-02T03:00:00Z,1,USD', 'too_few_cells', /as many cells as the header/],
    ['17,soho,2026-01-02T03:00:00Z,1,USD,,,,,x', 'too_many_cells', /as many cells as the header/],
    ['18,soho,"2026-01-02T03:00:00Z"x,1,USD,,,,', 'broken_quotes', /closing quote/],
  ])('are refused with their row and reason: %s', async (row, reason, detail) => {
    const path = place.csv('bad.csv', HEADER_OF_BAD, `0,${GOOD},,,,`, '', row, `99,${GOOD},,,,`);
    expect((await place.run('orders', path)).code).toBe(0);
    const says = typeof detail === 'string' ? detail : expect.stringMatching(detail);
    expect(await place.refused()).toEqual([[2, reason, says]]);
    const ids = (await place.written(topics.dead_letters)).map(({ value }) => value.id);
    expect(ids).toEqual(['import|bad.csv|2']);
    expect(await place.written(topics.orders)).toMatchObject([
      { value: { order_id: 'file:0' }, origin: { row: 1 } },
      { value: { order_id: 'file:99' }, origin: { row: 3 } },
    ]);
  });

  test('keep their bytes, and no reason tells a value', async () => {
    const path = place.csv(
      'bytes.csv',
      `${HEADER},email`,
      '1,soho,2026-01-02T03:00:00,1,USD,a@secret.org',
      '2,"so\nho"',
    );
    const { out, code } = await place.run('orders', path);
    expect([code, out]).toEqual([0, expect.stringContaining('wrong_type: 1 row')]);
    const letters = (await place.written(topics.dead_letters)).map(({ value }) => value);
    expect(letters.map(({ payload }) => payload.toString())).toEqual([
      expect.stringContaining('"email":"a@secret.org"'),
      '2,"so\nho"',
    ]);
    expect(letters).toMatchObject([{ stage: 'import', upstream: 'file' }, { stage: 'import' }]);
    expect(`${out}${letters.map(({ detail }) => detail).join()}`).not.toContain('secret');
  });
});

test('guests need an id only; what they have is read', async () => {
  const path = place.csv(
    'guests.csv',
    'client_id,email,phone,first_name,birthday,visits,tags,custom_fields,opted_out,updated_at',
    '7,Ada@Example.com,,Ada,--02-29,3,"[{""group"":""Dietary"",""tag"":""Vegan""}]","{""k"":""v""}",TRUE,2026-01-01T00:00:00Z',
    'file:8,,,,,,,,,',
    '9,,,,1990-02-30,,,,,',
    '10,,,,,,"[""Vegan""]",,,',
  );
  await place.run('guests', path);
  expect((await place.written(topics.guest_profiles)).map(({ value }) => value)).toEqual([
    {
      ...{ client_id: 'file:7', version: Date.UTC(2026, 0, 1), upstream: 'file', email: 'ada@example.com' },
      ...{ phone: null, first_name: 'Ada', last_name: null, birthday: '--02-29', visits: 3, opted_out: true },
      tags: '[{"group":"Dietary","tag":"Vegan"}]',
      custom_fields: '{"k":"v"}',
      ...{ created_at: null, updated_at: Date.UTC(2026, 0, 1), extra: null },
    },
    expect.objectContaining({ client_id: 'file:8', version: 0, opted_out: null }),
  ]);
  expect(await place.refused()).toEqual([
    [3, 'wrong_type', 'birthday: a day as YYYY-MM-DD or --MM-DD expected'],
    [4, 'wrong_type', 'tags[0]: a JSON object expected'],
  ]);
});

test('reservations without event ids have the same ones each time', async () => {
  const header = 'reservation_id,venue_id,type,occurred_at,upstream,party_size,data,event_id';
  const row = 'resv_1,soho,reservation.completed,2026-01-01T00:00:00Z,service,4,"{""a"":1}",';
  const bad = 'resv_1,soho,,2026-01-01T00:00:00Z,service,4,,';
  await place.run('reservations', place.csv('r.csv', header, row, bad, `${row}evt_9`));
  await place.run('reservations', place.csv('r2.csv', header, row));
  const events = await place.written(topics.reservation_events);
  expect(new Set(events.map(({ key }) => key)).size).toBe(2);
  expect(events[0]?.value).toMatchObject({
    reservation_id: 'service:resv_1',
    event_id: expect.stringMatching(/^service:[0-9a-f]{24}$/),
    party_size: 4,
    data: '{"a":1}',
  });
  expect(events.at(-1)?.value.event_id).toBe('service:evt_9');
  expect(await place.refused()).toEqual([[2, 'missing_field', 'type: expected, but empty']]);
});

test('reservations carry the ids of orders, each of any system', async () => {
  const rest = { venue_id: 'soho', type: 'reservation.completed', occurred_at: '2026-01-01T00:00:00Z' };
  const rows = [
    { reservation_id: 'r1', ...rest, order_ids: ['toast:1', 'o2'] },
    { reservation_id: 'r2', ...rest, order_ids: '["square:3"]' },
    { reservation_id: 'r3', ...rest },
    { reservation_id: 'r4', ...rest, order_ids: 'toast:1' },
    { reservation_id: 'r5', ...rest, order_ids: ['toast:1', 7] },
    { reservation_id: 'r6', ...rest, order_ids: [' '] },
  ];
  await place.run('reservations', place.file('r.json', JSON.stringify(rows)));
  const events = await place.written(topics.reservation_events);
  const told = events.map(({ value }) => [value.reservation_id, value.order_ids]).sort();
  expect(told).toEqual([
    ['file:r1', '["toast:1","file:o2"]'],
    ['file:r2', '["square:3"]'],
    ['file:r3', null],
  ]);
  expect(await place.refused()).toEqual([
    [4, 'not_json', 'order_ids: JSON expected'],
    [5, 'wrong_type', 'order_ids: a JSON array of texts expected'],
    [6, 'wrong_type', 'order_ids: a JSON array of texts expected'],
  ]);
});

test('surveys need answers, an object', async () => {
  const rest = { form_id: 'f', submitted_at: '2026-01-01T00:00:00Z' };
  const rows = [
    { response_id: 'r1', ...rest, answers: { dietary: 'vegan' }, order_id: 'toast:1' },
    { response_id: 'r2', ...rest, answers: '[]' },
    { response_id: 'r3', ...rest },
  ];
  await place.run('surveys', place.file('s.json', JSON.stringify(rows)));
  expect((await place.written(topics.survey_responses)).map(({ value }) => value)).toMatchObject([
    { response_id: 'file:r1', order_id: 'toast:1', answers: '{"dietary":"vegan"}' },
  ]);
  expect(await place.refused()).toEqual([
    [2, 'wrong_type', 'answers: a JSON object expected'],
    [3, 'missing_field', 'answers: expected, but empty'],
  ]);
});

test('the same file again writes the same keys', async () => {
  const path = place.csv('again.csv', HEADER, `1,${GOOD}`, '2,soho', `3,${GOOD}`);
  await place.run('orders', path);
  await place.run('orders', path);
  const [orders, letters] = [await place.written(topics.orders), await place.written(topics.dead_letters)];
  const keys = [...orders, ...letters].map(({ key }) => key);
  expect([keys.length, new Set(keys).size]).toEqual([6, 3]);
});

test('a dry run writes nothing, and tells what it would', async () => {
  const path = place.csv('dry.csv', HEADER, `1,${GOOD}`, '2,soho,x,1,USD');
  const { code, out } = await place.run('orders', path, '--dry-run', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    dry_run: true,
    files: [{ rows: 2, published: 1, dead_letters: 1, reasons: { wrong_type: 1 } }],
  });
  expect([place.opened, await place.written(topics.orders)]).toEqual([0, []]);
});
