import { describeUpstream, type TwinOptions, type UnderTest } from '../contract.ts';
import { Book, identity } from './book.ts';
import { Desk } from './desk.ts';

const ANCHOR_MS = Date.parse('2026-11-20T18:00:00Z');
const HOUR_MS = 3_600_000;

describeUpstream({ name: 'SevenRooms, as the tests have it', start, identity });

/** Some hundred rows over a year, changing now and then, also after the anchor. */
function storyBook(): Book {
  const book = new Book(ANCHOR_MS);
  book.page_size = 40;
  for (let n = 0; n < 330; n++) {
    const what = n % 3 === 0 ? 'clients' : 'reservations';
    const date = new Date(ANCHOR_MS - n * 24 * HOUR_MS).toISOString().slice(0, 10);
    for (let change = 0; change < 3; change++) {
      book.change(what, `${n}`, ANCHOR_MS - (330 - n) * 24 * HOUR_MS + change * (n + 1) * HOUR_MS, {
        date,
        notes: `${change}`,
      });
    }
  }
  return book;
}

async function start({ speed, timeout_ms }: TwinOptions): Promise<UnderTest> {
  const book = storyBook();
  const began_ms = performance.now();
  const now_ms = () => {
    book.now_ms = ANCHOR_MS + Math.floor((performance.now() - began_ms) * speed);
    return book.now_ms;
  };
  book.before = now_ms;
  const desk = await Desk.open(book);
  const upstream = desk.upstream({}, timeout_ms === undefined ? {} : { timeout_ms });
  return {
    upstream,
    now_ms,
    truth: async () => book.latest(),
    trouble: async (faults) => desk.trouble(faults),
    async close() {
      await upstream.close();
      await desk.close();
    },
  };
}
