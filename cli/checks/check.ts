import type { Check } from '../../upstreams/types.ts';

/** One thing looked at: what it is and what was found, and the mend where it is not as it should be. */
export type { Check };

export function fine(what: string): Check {
  return { what, ok: true };
}

export function wrong(what: string, mend: string): Check {
  return { what, ok: false, mend };
}

const PATIENCE_MS = 20_000;

/** The checks that `look` makes, or one about it not ending. Never throws. */
export async function looked(what: string, look: () => Promise<readonly Check[]>): Promise<readonly Check[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly Check[]>((resolve) => {
    timer = setTimeout(
      () => resolve([wrong(`${what}: no answer`, `see why it takes more than ${PATIENCE_MS / 1000} s`)]),
      PATIENCE_MS,
    );
  });
  try {
    return await Promise.race([look(), late]);
  } catch (error) {
    return [wrong(`${what}: not known`, error instanceof Error ? error.message : String(error))];
  } finally {
    clearTimeout(timer);
  }
}
