import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command as Parser } from 'commander';
import { runCommandLine } from '../../cli/command-line.ts';
import { importCommand } from '../../cli/import.ts';
import { createCodec } from '../../runtime/codec/codec.ts';
import { type MemoryLog, openMemoryLog } from '../../runtime/log/memory.ts';
import type { Origin } from '../../runtime/types.ts';
import { allTopics, type Topic, topics } from '../../schemas/topics.ts';

const codec = createCodec({
  ids: new Map(allTopics.map(({ name }, i) => [name, i + 1])),
  load: async (id) => Promise.reject(new Error(`no schema ${id}`)),
});

const config = {
  venues: [
    { id: 'soho', timezone: 'America/New_York', country: 'US' },
    { id: 'mitte', timezone: 'Europe/Berlin', country: 'DE', closeoutHour: 0 },
  ],
};

/** A record as it lies on the log. */
export interface Written<T> {
  readonly key: string;
  readonly value: T;
  readonly origin: Origin;
}

/** A folder with files, a log in memory, and the command line between them. */
export class Place {
  readonly folder = mkdtempSync(join(tmpdir(), 'regulars-import-'));
  readonly log: MemoryLog = openMemoryLog({ partitions: 2 });
  readonly abort = new AbortController();
  opened = 0;
  readonly #config = this.file('regulars.config.json', JSON.stringify(config));

  file(name: string, content: string | Buffer): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  csv(name: string, header: string, ...rows: string[]): string {
    return this.file(name, [header, ...rows, ''].join('\n'));
  }

  /** `regulars import …`; gives what it printed and its exit code. */
  async run(...words: string[]) {
    const [out, err]: [string[], string[]] = [[], []];
    const command = importCommand({
      open: async () => {
        this.opened++;
        return { log: this.log, codec, close: async () => {} };
      },
    });
    const output = {
      print: (line: string) => out.push(line),
      note: (line: string) => err.push(line),
      pass() {},
      interactive: false,
      columns: 80,
    };
    const io = {
      output,
      cwd: this.folder,
      env: { REGULARS_DATA_DIR: join(this.folder, 'data') },
      signal: this.abort.signal,
    };
    const argv = ['import', ...words, '--config', this.#config];
    const code = await runCommandLine(new Parser('regulars'), { import: async () => command }, argv, io);
    return { code, out: out.join('\n'), err: err.join('\n').replaceAll(`${this.folder}/`, '') };
  }

  /** What the log holds of a topic, in the order of the files' rows. */
  async written<T>(topic: Topic<T>): Promise<Written<T>[]> {
    const all: Written<T>[] = [];
    for (const [partition, { begin, end }] of (await this.log.ends(topic.name)).entries()) {
      await this.log.scan({ topic: topic.name, partition, from: begin, to: end }, ({ records }) => {
        for (const { key, value, headers } of records)
          all.push({ key: key.toString(), value: codec.decode(topic, value!), origin: JSON.parse(headers.origin!) });
      });
    }
    return all.sort((a, b) => rowOf(a.origin) - rowOf(b.origin));
  }

  /** Row, reason, and what the person reads. */
  async refused() {
    return (await this.written(topics.dead_letters)).map(({ origin, value }) => [
      rowOf(origin),
      value.reason,
      value.detail,
    ]);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

function rowOf(origin: Origin): number {
  return origin.kind === 'file' ? origin.row : 0;
}
