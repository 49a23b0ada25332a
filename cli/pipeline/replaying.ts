import type { ControlCommand } from '../../runtime/http/control.ts';
import { isRebuildable, isRebuilding, requestRebuild } from '../../runtime/tasks/rebuild.ts';
import { pause } from '../../runtime/tasks/waiting.ts';
import type { AnyProcessor } from '../../runtime/types.ts';
import type { DuckdbSink } from '../../sinks/duckdb/sink.ts';
import { replayAsked } from '../replay/asked.ts';
import type { Connection } from './connect.ts';

/** What this process can make anew. */
export interface Replayable {
  readonly connection: Connection;
  readonly processors: readonly AnyProcessor[];
  readonly sink: DuckdbSink | undefined;
}

export interface Replaying {
  /** Of processors and the sink; what is not here is left alone. */
  readonly names: readonly string[];
  readonly signal: AbortSignal;
  /** A line for who waits. */
  note(line: string): void | Promise<void>;
}

const LOOK_EVERY_MS = 200;

/**
 * Has the named components read their topics again from the beginning, and resolves when they are through: state,
 * results and tables are then what the log gives. Ends early when aborted; what was begun goes on all the same.
 */
export async function replay(of: Replayable, { names, signal, note }: Replaying): Promise<void> {
  const { log, codec } = of.connection;
  const processors = of.processors.filter((one) => names.includes(one.name) && isRebuildable(one));
  for (const processor of processors) await requestRebuild(log, codec, processor);
  const sink = of.sink !== undefined && names.includes(of.sink.name) ? of.sink : undefined;
  if (sink !== undefined) await sink.rebuild();
  for (const name of [...processors, ...(sink === undefined ? [] : [sink])].map((one) => one.name)) {
    await note(`${name} reads from the beginning`);
  }
  const waiting = new Set(processors.map(({ name }) => name));
  while (waiting.size > 0 && !signal.aborted) {
    for (const name of waiting) {
      if (await isRebuilding(log, codec, name)) continue;
      waiting.delete(name);
      await note(`${name} is through`);
    }
    if (waiting.size > 0) await pause(LOOK_EVERY_MS, signal);
  }
  if (sink === undefined) return;
  while (!signal.aborted && !isThrough(sink)) await pause(LOOK_EVERY_MS, signal);
  await sink.flush();
  if (!signal.aborted) await note(`${sink.name} is through`);
}

function isThrough(sink: DuckdbSink): boolean {
  const { state, inputs } = sink.status();
  return state === 'running' && inputs.length > 0 && inputs.every(({ position, end }) => position >= end);
}

/** `replay` as other processes ask for it: of what this one runs. */
export function replayControl(replayable: () => Replayable): ControlCommand {
  return async (input, signal, emit) => {
    const { names } = replayAsked.parse(input);
    await replay(replayable(), { names, signal, note: (line) => emit({ line }) });
  };
}
