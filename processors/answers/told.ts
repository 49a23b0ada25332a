import { objectIn } from '../json.ts';

/** One thing that was answered to a question, when, and in which response: `[value, submitted_at, response_id]`. */
export type Said = readonly [value: string, at_ms: number, response_id: string];

/** What was answered, by question; the latest first. */
export type Told = Readonly<Record<string, readonly Said[]>>;

export interface Response {
  readonly response_id: string;
  readonly submitted_at: number;
  /** {question: answer} as a JSON object. */
  readonly answers: string;
}

/** Of different values of one question so many are kept, the latest: there is no end to what may be typed. */
const KEPT = 20;
/** Characters of a value. */
const LONGEST = 200;

/** What responses tell together: of a value that was given several times, the latest time. As JSON; null: nothing. */
export function toldBy(responses: Iterable<Response>): string | null {
  const all: (readonly [question: string, said: Said])[] = [];
  for (const { response_id, submitted_at, answers } of responses) {
    for (const [question, answer] of Object.entries(objectIn(answers))) {
      for (const value of valuesOf(answer)) all.push([question, [value, submitted_at, response_id]]);
    }
  }
  return written(latestFirst(all));
}

/** The same of what was told before, of several members say. */
export function together(told: Iterable<string | null>): string | null {
  return written(toldTogether(told));
}

export function toldTogether(told: Iterable<string | null>): Told {
  const all = [...told].flatMap((one) =>
    Object.entries(toldIn(one)).flatMap(([question, said]) => said.map((each) => [question, each] as const)),
  );
  return latestFirst(all);
}

function toldIn(text: string | null): Told {
  // Only this file writes it.
  return text === null ? {} : (JSON.parse(text) as Told);
}

function written(told: Told): string | null {
  return Object.keys(told).length === 0 ? null : JSON.stringify(told);
}

/** The values of the latest response to the question. */
export function latestOf(said: readonly Said[]): readonly string[] {
  const [first] = said;
  return said.flatMap(([value, , response_id]) => (response_id === first?.[2] ? [value] : [])).sort();
}

function latestFirst(all: readonly (readonly [question: string, said: Said])[]): Told {
  const questions = [...new Set(all.map(([question]) => question))].sort();
  const told = questions.map((question) => {
    const latest = new Map<string, Said>();
    for (const [of, said] of all) {
      const known = latest.get(said[0]);
      if (of === question && (known === undefined || isBefore(said, known))) latest.set(said[0], said);
    }
    const sorted = [...latest.values()].sort((a, b) => (isBefore(a, b) ? -1 : 1));
    return [question, sorted.slice(0, KEPT)] as const;
  });
  return Object.fromEntries(told);
}

/** The latest is the first; of one moment the greatest id, of one response the smallest value. */
function isBefore([value, at, id]: Said, [other, other_at, other_id]: Said): boolean {
  if (at !== other_at) return at > other_at;
  return id === other_id ? value < other : id > other_id;
}

/** As texts: one, or of a list each; true is `yes`, false `no`. What is empty or no answer is none. */
function valuesOf(answer: unknown): string[] {
  if (Array.isArray(answer)) return [...new Set(answer.flatMap((one) => (Array.isArray(one) ? [] : valuesOf(one))))];
  if (typeof answer === 'boolean') return [answer ? 'yes' : 'no'];
  if (typeof answer === 'number') return [String(answer)];
  if (typeof answer !== 'string') return [];
  const spaced = answer
    .normalize('NFC')
    .replace(/[\t\n\v\f\r ]+/g, ' ')
    .replace(/^ | $/g, '');
  const text = [...spaced].slice(0, LONGEST).join('').replace(/ $/, '');
  return text === '' ? [] : [text];
}
