/** What is to be closed, last opened first. Every part gets its turn, whatever the others do. */
export class Closing {
  readonly #parts: (() => unknown)[] = [];

  add(part: () => unknown): void {
    this.#parts.push(part);
  }

  /** Rejects with the first failure, after all have had their turn. */
  async run(): Promise<void> {
    const failures: unknown[] = [];
    for (const part of this.#parts.splice(0).reverse()) {
      try {
        await part();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
