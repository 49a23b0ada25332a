import { type Loading, loadList, type Saving, saveList } from '../store/saved.ts';

/** Numbers for names that come up again and again: venues, currencies. Never forgets one. */
export class Names {
  readonly #ids = new Map<string, number>();
  readonly #names: string[] = [];

  /** Those given get the numbers from 0 on. */
  constructor(...names: readonly string[]) {
    for (const name of names) this.idOf(name);
  }

  idOf(name: string): number {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    this.#ids.set(name, this.#names.length);
    return this.#names.push(name) - 1;
  }

  nameOf(id: number): string {
    return this.#names[id]!;
  }

  save(): Saving {
    return saveList(this.#names);
  }

  /** Those given at first must have been the same. */
  *load(): Loading<void> {
    for (const name of yield* loadList<string>()) this.idOf(name);
  }
}
