import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
export function linesOf(path) {
    let opened;
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
                if (done === true)
                    return Buffer.alloc(0);
                if (value.trim() !== '' && ++number === wanted)
                    return Buffer.from(value, 'latin1');
            }
        },
        close: () => opened?.close(),
    };
}
//# sourceMappingURL=lines.js.map