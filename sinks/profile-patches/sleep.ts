/** A sleep that can be ended early; a call that comes while nobody sleeps ends the next one. */
export class Sleep {
  #timer: NodeJS.Timeout | undefined;
  #woken = false;
  #end: () => void = () => {};

  /** Resolves after so long, or when woken. */
  async until(ms: number): Promise<void> {
    if (!this.#woken && ms > 0) {
      await new Promise<void>((resolve) => {
        this.#end = resolve;
        this.#timer = setTimeout(resolve, ms);
      });
      clearTimeout(this.#timer);
    }
    this.#woken = false;
  }

  wake(): void {
    this.#woken = true;
    this.#end();
  }
}
