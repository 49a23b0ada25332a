import type { Fields } from '../shared/fields.ts';

const LONGEST_REF = 500;
const MIDNIGHT = /^(\d{4}-\d{2}-\d{2})T00:00:00(?:\.0+)?Z?$/;

/**
 * Answers as `{question: answer}`, the same text whichever way they came: by `field.ref` (else its id), in the order of
 * the questions' names. A choice is its label, several are a list of labels, a day is YYYY-MM-DD; what is of another type
 * stays as it came. Throws an Unreadable.
 */
export function answersOf(answers: readonly Fields[]): string {
  const entries = answers.map((answer) => [questionOf(answer), answerOf(answer)] as const);
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  try {
    return JSON.stringify(Object.fromEntries(sorted));
  } catch {
    throw answers[0]!.unreadable('', 'nested_too_deep', 'answers that can be written expected');
  }
}

/** The address that the guest gave to a question for one; null where there is none. */
export function addressIn(answers: readonly Fields[]): string | null {
  const given = answers.find((answer) => answer.raw('type') === 'email')?.raw('email');
  return typeof given === 'string' ? given : null;
}

function questionOf(answer: Fields): string {
  const field = answer.childOrNull('field');
  if (field === null) throw answer.missing('field');
  return field.textOrNull('ref', LONGEST_REF) ?? field.text('id', LONGEST_REF);
}

function answerOf(answer: Fields): unknown {
  const type = answer.textOrNull('type', LONGEST_REF) ?? '';
  if (type === 'choice') return labelOf(answer.childOrNull('choice'));
  if (type === 'choices') return labelsOf(answer.childOrNull('choices'));
  const value = answer.raw(type);
  if (type === 'date' && typeof value === 'string') return MIDNIGHT.exec(value)?.[1] ?? value;
  return value ?? null;
}

function labelOf(choice: Fields | null): unknown {
  return choice?.raw('label') ?? choice?.raw('other') ?? null;
}

/** What the guest wrote beside the choices is one more. */
function labelsOf(choices: Fields | null): unknown[] {
  const labels = choices?.raw('labels');
  const other = choices?.raw('other');
  return [...(Array.isArray(labels) ? labels : []), ...(other === undefined ? [] : [other])];
}
