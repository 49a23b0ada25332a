import { UsageProblems } from '../config/problems.ts';
import { Failure } from '../failures.ts';
import type { Control, ControlLine } from './control.ts';

export interface Asking {
  readonly signal?: AbortSignal;
  /** Each item as it comes; the next one waits for it. */
  readonly onItem?: (item: unknown) => void | Promise<void>;
}

const FAILURE_KINDS = ['retry', 'poison', 'fenced', 'fatal'] as const;

/**
 * Asks the process behind `control`. Throws what the command threw there; Failure `not_reachable` when the process has
 * gone, before or meanwhile.
 */
export async function ask(
  control: Pick<Control, 'url' | 'token'>,
  name: string,
  input: unknown,
  { signal, onItem }: Asking = {},
): Promise<unknown> {
  for await (const line of linesOf(control, name, input, signal)) {
    if (line.kind === 'item') await onItem?.(line.item);
    else return outputOf(line);
  }
  throw unreachable();
}

function outputOf(line: Exclude<ControlLine, { kind: 'item' }>): unknown {
  if (line.kind === 'done') return line.output;
  if (line.kind === 'usage') throw new UsageProblems(line.problems);
  const { kind, reason, message } = line.failure;
  throw new Failure(FAILURE_KINDS.find((one) => one === kind) ?? 'fatal', reason, { message });
}

async function* linesOf(
  { url, token }: Pick<Control, 'url' | 'token'>,
  name: string,
  input: unknown,
  signal: AbortSignal | undefined,
): AsyncGenerator<ControlLine> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const request = {
    method: 'POST',
    headers,
    body: JSON.stringify(input ?? null),
    ...(signal === undefined ? {} : { signal }),
  };
  try {
    const response = await fetch(`${url}/control/${name}`, request);
    if (!response.ok || response.body === null) throw refused(response.status);
    for await (const text of wholeLines(response.body)) {
      // The other side is this same program, which writes nothing else.
      if (text !== '') yield JSON.parse(text) as ControlLine;
    }
  } catch (error) {
    if (error instanceof Failure || signal?.aborted === true) throw error;
    throw unreachable(error);
  }
}

async function* wholeLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

function refused(status: number): Failure {
  return new Failure('fatal', 'control_refused', { message: `the running process answered ${status}` });
}

function unreachable(cause?: unknown): Failure {
  return new Failure('retry', 'not_reachable', { message: 'the running process does not answer: try again', cause });
}
