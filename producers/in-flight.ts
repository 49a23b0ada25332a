/** Bytes that are held for requests under way. */
export interface Lease {
  /** Gives them back. Once; more often is harmless. */
  release(): void;
}

/** Bounds the bytes that requests under way may hold together. */
export class InFlight {
  private readonly most: number;
  private held = 0;

  constructor(most: number) {
    this.most = most;
  }

  get bytes(): number {
    return this.held;
  }

  /** Null where there is no room. One request always fits, however large. */
  take(bytes: number): Lease | null {
    if (this.held > 0 && this.held + bytes > this.most) return null;
    this.held += bytes;
    let released = false;
    const release = () => {
      if (!released) this.held -= bytes;
      released = true;
    };
    return { release };
  }
}
