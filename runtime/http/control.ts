import { randomBytes } from 'node:crypto';
import { type Problem, UsageProblems } from '../config/problems.ts';
import { Failure, failureOf } from '../failures.ts';
import type { Log } from '../logging/log.ts';
import { bearerOf, sameText } from './guard.ts';
import { openHttp } from './server.ts';

/** What other commands may ask of a running process: name → what is done with the JSON that was sent. */
export type ControlCommands = Readonly<Record<string, ControlCommand>>;
/** Gives JSON back. `signal` is aborted when who asked has gone. A thrown Failure or UsageProblems reaches who asked. */
export type ControlCommand = (input: unknown, signal: AbortSignal) => Promise<unknown>;

export interface Control {
  readonly url: string;
  readonly token: string;
  close(): Promise<void>;
}

const MAX_INPUT_BYTES = 4 * 1024 * 1024;

/**
 * A server of its own, for this machine only whatever `http.host` says: `POST /control/<name>` with the token that the
 * run file keeps for its owner.
 */
export async function openControl(commands: ControlCommands, log: Log): Promise<Control> {
  const token = randomBytes(32).toString('base64url');
  const { url, close } = await openHttp({
    host: '127.0.0.1',
    port: 0,
    portNamed: false,
    log,
    routes: [
      (app) => {
        app.addHook('onRequest', async (request, reply) => {
          if (!sameText(bearerOf(request) ?? '', token)) return reply.code(401).send({ error: 'unauthorized' });
          return undefined;
        });
        for (const [name, command] of Object.entries(commands)) {
          app.post(`/control/${name}`, { bodyLimit: MAX_INPUT_BYTES }, async (request, reply) => {
            const gone = new AbortController();
            reply.raw.once('close', () => gone.abort());
            return reply.send(await answer(command, request.body, gone.signal));
          });
        }
      },
    ],
  });
  return { url, token, close };
}

/** What comes back over the wire. */
export type ControlAnswer =
  | { readonly kind: 'done'; readonly output: unknown }
  | { readonly kind: 'usage'; readonly problems: readonly Problem[] }
  | { readonly kind: 'failed'; readonly failure: { kind: string; reason: string; message: string } };

async function answer(command: ControlCommand, input: unknown, signal: AbortSignal): Promise<ControlAnswer> {
  try {
    return { kind: 'done', output: (await command(input ?? null, signal)) ?? null };
  } catch (error) {
    if (error instanceof UsageProblems) return { kind: 'usage', problems: error.problems };
    const { kind, reason, message } = failureOf(error);
    return { kind: 'failed', failure: { kind, reason, message } };
  }
}

const FAILURE_KINDS = ['retry', 'poison', 'fenced', 'fatal'] as const;

/** Asks the process behind `control`. Failure `not_reachable` when it has gone meanwhile. */
export async function ask(
  control: Pick<Control, 'url' | 'token'>,
  name: string,
  input: unknown,
  signal?: AbortSignal,
): Promise<unknown> {
  const response = await post(`${control.url}/control/${name}`, control.token, input, signal);
  // The other side is this same program: {@link answer} wrote it.
  const reply = (await response.json()) as ControlAnswer;
  if (reply.kind === 'done') return reply.output;
  if (reply.kind === 'usage') throw new UsageProblems(reply.problems);
  const { kind, reason, message } = reply.failure;
  throw new Failure(FAILURE_KINDS.find((one) => one === kind) ?? 'fatal', reason, { message });
}

async function post(url: string, token: string, input: unknown, signal: AbortSignal | undefined): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify(input ?? null);
  try {
    const response = await fetch(url, { method: 'POST', headers, body, ...(signal === undefined ? {} : { signal }) });
    if (response.ok) return response;
    throw new Failure('fatal', 'control_refused', { message: `the running process answered ${response.status}` });
  } catch (error) {
    if (error instanceof Failure || signal?.aborted === true) throw error;
    throw new Failure('retry', 'not_reachable', { message: 'the running process does not answer', cause: error });
  }
}
