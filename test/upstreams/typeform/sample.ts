/** A response as the API lists it, but for where it came from. */
export function response(changes: object = {}) {
  return {
    token: 'token1',
    landed_at: '2026-05-09T01:27:30Z',
    submitted_at: '2026-05-09T01:30:00Z',
    hidden: {},
    calculated: { score: 9 },
    variables: [],
    answers: [],
    ...changes,
  };
}

export function answer(ref: string, type: string, value: unknown) {
  return { type, [type]: value, field: { id: `id of ${ref}`, type: 'whatever', ref } };
}
