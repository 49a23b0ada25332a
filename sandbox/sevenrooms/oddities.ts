/** The same row with keys and a status that no documentation knows: a reader keeps them, or ignores them, and goes on. */
export function withUnknownFields(row: object): object {
  const status =
    'status_display' in row ? { status: 'LEVITATED', status_simple: 'Levitated', status_display: 'Levitated' } : {};
  return { ...row, ...status, aura: { colour: 'teal' }, client_tags_v3: [] };
}

/** A row that is none: by `which` (0, 1, 2 …) in turn without an id, never updated, and a text. */
export function poisoned(row: { readonly id: string }, which: number): unknown {
  if (which % 3 === 0) return { ...row, id: undefined };
  return which % 3 === 1
    ? { ...row, id: `poison${which}`, updated: 'last week' }
    : `row ${which} could not be rendered`;
}
