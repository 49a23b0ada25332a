import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** The lines of a file that are not blank, as bytes; read forwards, and only as far as asked. */
export interface Lines {
  /** Line number `wanted`, from 1; never less than before. Empty behind the last. */
  at(wanted: number): Promise<Buffer>;
  close(): void;
}

export function linesOf(path: string): Lines {
  let opened: { readonly close: () => void; readonly next: () => Promise<IteratorResult<string, unknown>> } | undefined;
  let number = 0;
  const open = () => {
    // latin1: a byte is a character, whatever the bytes are.
    const input = createReadStream(path, { encoding: 'latin1' });
    const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
    const all = lines[Symbol.asyncIterator]();
    const close = () => {
      lines.close();
      input.destroy();
    };
    return { close, next: () => all.next() };
  };
  return {
    async at(wanted) {
      opened ??= open();
      for (;;) {
        const { done, value } = await opened.next();
        if (done === true) return Buffer.alloc(0);
        if (value.trim() !== '' && ++number === wanted) return Buffer.from(value, 'latin1');
      }
    },
    close: () => opened?.close(),
  };
}
