import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { type Problem, UsageProblems } from '../config/problems.ts';
import { failureOf } from '../failures.ts';
import type { Log } from '../logging/log.ts';
import { bearerOf, sameText } from './guard.ts';
import { openHttp } from './server.ts';

/** What other commands may ask of a running process: name → what is done with the JSON that was sent. */
export type ControlCommands = Readonly<Record<string, ControlCommand>>;

/**
 * Gives JSON back, and before that, one after the other, what is emitted. `signal` is aborted when who asked has gone.
 * A thrown Failure or UsageProblems reaches who asked.
 */
export type ControlCommand = (input: unknown, signal: AbortSignal, emit: Emit) => Promise<unknown>;

/** Resolves when there is room for more; rejects when who asked has gone. */
export type Emit = (item: unknown) => Promise<void>;

export interface Control {
  readonly url: string;
  readonly token: string;
  /** Aborts what is being answered and waits for it. */
  close(): Promise<void>;
}

/** What goes over the wire, one JSON value per line; the last one is not an item. Empty lines keep it alive. */
export type ControlLine =
  | { readonly kind: 'item'; readonly item: unknown }
  | { readonly kind: 'done'; readonly output: unknown }
  | { readonly kind: 'usage'; readonly problems: readonly Problem[] }
  | { readonly kind: 'failed'; readonly failure: { kind: string; reason: string; message: string } };

const MAX_INPUT_BYTES = 4 * 1024 * 1024;
const ALIVE_EVERY_MS = 10_000;

/**
 * A server of its own, for this machine only whatever `http.host` says: `POST /control/<name>` with the token that the
 * run file keeps for its owner.
 */
export async function openControl(commands: ControlCommands, log: Log): Promise<Control> {
  const token = randomBytes(32).toString('base64url');
  const answers = new Set<Answer>();
  const { url, close } = await openHttp({
    host: '127.0.0.1',
    port: 0,
    portNamed: false,
    log,
    connectionsAtClose: 'cut',
    routes: [
      (app) => {
        app.addHook('onRequest', async (request, reply) => {
          if (!sameText(bearerOf(request) ?? '', token)) return reply.code(401).send({ error: 'unauthorized' });
          return undefined;
        });
        for (const [name, command] of Object.entries(commands)) {
          app.post(`/control/${name}`, { bodyLimit: MAX_INPUT_BYTES }, async (request, reply) => {
            const one = answer(command, request.body);
            answers.add(one);
            void one.ended.then(() => answers.delete(one));
            return reply.type('application/x-ndjson').send(one.stream);
          });
        }
      },
    ],
  });
  return {
    url,
    token,
    async close() {
      for (const { abort } of answers) abort();
      await Promise.all([...answers].map(({ ended }) => ended));
      await close();
    },
  };
}

interface Answer {
  readonly stream: PassThrough;
  readonly ended: Promise<void>;
  abort(): void;
}

function answer(command: ControlCommand, input: unknown): Answer {
  const stream = new PassThrough();
  const gone = new AbortController();
  stream.once('close', () => gone.abort());
  const alive = setInterval(() => stream.write('\n'), ALIVE_EVERY_MS);
  const send = async (line: ControlLine) => {
    if (stream.destroyed) throw new Error('who asked has gone');
    if (!stream.write(`${JSON.stringify(line)}\n`)) await once(stream, 'drain', { signal: gone.signal });
  };
  // So that the headers go out, and who asked waits for a line and not for an answer.
  stream.write('\n');
  const ended = outcomeOf(command, input ?? null, gone.signal, (item) => send({ kind: 'item', item }))
    .then(send)
    .catch(() => {})
    .finally(() => {
      clearInterval(alive);
      stream.end();
    });
  return { stream, ended, abort: () => gone.abort() };
}

async function outcomeOf(
  command: ControlCommand,
  input: unknown,
  signal: AbortSignal,
  emit: Emit,
): Promise<ControlLine> {
  try {
    return { kind: 'done', output: (await command(input, signal, emit)) ?? null };
  } catch (error) {
    if (error instanceof UsageProblems) return { kind: 'usage', problems: error.problems };
    const { kind, reason, message } = failureOf(error);
    return { kind: 'failed', failure: { kind, reason, message } };
  }
}
