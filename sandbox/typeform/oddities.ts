import type { TypeformResponse } from './response.ts';

/** The same response with keys that no documentation knows: a reader keeps them, or ignores them, and goes on. */
export function withUnknownFields<T extends Pick<TypeformResponse, 'answers'>>(response: T): object {
  return { ...response, mood: { colour: 'teal' }, outcome: { id: 'o1', title: 'Regular' } };
}

/** A response that is none: by `which` (0, 1, 2 …) in turn without a token, never submitted, and with a text for its answers. */
export function poisoned(response: TypeformResponse, which: number): object {
  if (which % 3 === 0) return { ...response, token: undefined, response_id: undefined };
  const token = `poison${which}`;
  if (which % 3 === 1) return { ...response, token, response_id: token, submitted_at: 'last week' };
  return { ...response, token, response_id: token, answers: 'delicious' };
}
