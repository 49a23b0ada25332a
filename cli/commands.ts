import type { Command } from './command.ts';

/** Name → command, in the order of the help. Loaded when wanted: `--help` of one does not wait for the others. */
export type Commands = Readonly<Record<string, () => Promise<Command>>>;

export const commands: Commands = {
  demo: async () => (await import('./pipeline/commands.ts')).demo,
  run: async () => (await import('./pipeline/commands.ts')).run,
  import: async () => (await import('./import.ts')).importToLog,
  query: async () => {
    const [{ queryCommand }, parts] = await Promise.all([import('./query.ts'), import('./warehouse-file.ts')]);
    return queryCommand({ sink: parts.SINK, open: parts.openForReading });
  },
  replay: async () => (await import('./pipeline/commands.ts')).replay,
  plan: async () => (await import('./plan.ts')).plan,
  apply: async () => (await import('./pipeline/commands.ts')).apply,
  audit: async () => (await import('./audit.ts')).audit,
  doctor: async () => {
    const [{ doctorCommand }, { checkUpstreams }, { checkWarehouse }] = await Promise.all([
      import('./doctor.ts'),
      import('./checks/upstreams.ts'),
      import('./warehouse-file.ts'),
    ]);
    return doctorCommand({ checkUpstreams, checkWarehouse });
  },
  stack: async () => (await import('./stack.ts')).stack,
  sandbox: async () => (await import('./sandbox.ts')).sandbox,
};
