import type { Generation, Log, Transactor } from '../log/types.ts';
import { Committer, type CommitterOptions } from './committer.ts';

export interface CommitsOptions extends Omit<CommitterOptions, 'transactor' | 'generation' | 'fail'> {
  readonly log: Log;
  /** What is left open under it, by an earlier life of this process, ends when it is opened. No two processes share one. */
  readonly transactional_id: string;
}

interface Current {
  readonly generation: Generation;
  readonly committer: Promise<Committer>;
}

/** The committer of each generation in which this process has tasks of a processor: one for all of them. */
export class Commits {
  readonly #options: CommitsOptions;
  #current: Current | undefined;
  #transactor: Transactor | undefined;

  constructor(options: CommitsOptions) {
    this.#options = options;
  }

  /** The same for all who ask in one generation; nobody of an earlier one may be at work any more. */
  of(generation: Generation, fail: (error: unknown) => void): Promise<Committer> {
    const { number, member } = this.#current?.generation ?? {};
    if (this.#current === undefined || number !== generation.number || member !== generation.member) {
      this.#current = { generation, committer: this.#open(generation, fail) };
    }
    return this.#current.committer;
  }

  /** Once nobody is at work. Never rejects. */
  async close(): Promise<void> {
    await this.#current?.committer.catch(() => {});
    this.#current = undefined;
    await this.#closeTransactor();
  }

  async #open(generation: Generation, fail: (error: unknown) => void): Promise<Committer> {
    await this.#closeTransactor();
    const { log, transactional_id } = this.#options;
    const transactor = await log.transactor(transactional_id);
    this.#transactor = transactor;
    return new Committer({ ...this.#options, transactor, generation, fail });
  }

  async #closeTransactor(): Promise<void> {
    await this.#transactor?.close().catch(() => {});
    this.#transactor = undefined;
  }
}
