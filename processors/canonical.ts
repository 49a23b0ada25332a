/** What decides which profile stands for a member, or a guest. */
export interface Candidate {
  readonly client_id: string;
  /** As the upstream counts them; 0 without a count. */
  readonly visits: number;
  readonly created_at: number | null;
}

/** The most visits first; ties go to the oldest, then the smallest id. */
export function standsBefore(a: Candidate, b: Candidate): boolean {
  if (a.visits !== b.visits) return a.visits > b.visits;
  const [created, other] = [a.created_at ?? Number.POSITIVE_INFINITY, b.created_at ?? Number.POSITIVE_INFINITY];
  return created !== other ? created < other : a.client_id < b.client_id;
}
