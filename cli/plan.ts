import { secretsOf } from '../runtime/config/secrets.ts';
import { openDataDir } from '../runtime/data-dir/layout.ts';
import { fileTarget, openLog } from '../runtime/logging/log.ts';
import type { ProfilePatch } from '../schemas/generated/types.ts';
import { isOpen, LedgerReader } from '../sinks/profile-patches/ledger.ts';
import { askBeside, besideOfAny } from './beside.ts';
import { type Context, defineCommand, tell } from './command.ts';
import { connect } from './pipeline/connect.ts';
import { whenFree } from './when-free.ts';
import { unlessOff, writeBackOf } from './write-back/able.ts';
import { planLines, planOf } from './write-back/planned.ts';
import { type WriteBackTold, writeBackTold } from './write-back/told.ts';

/** Where what is planned is decided. */
const PLANNER = 'patches';

export const plan = defineCommand({
  name: 'plan',
  summary: 'the profile PATCHes that would be sent, and how long that takes',
  description:
    'Prints, profile by profile, every field of ours that is to change, from what to what, and the records that brought ' +
    'it about; then how many PATCHes that is, and how long sending them takes within the limit of requests. It reads ' +
    'the ledger on the log as the pipeline has left it, and sends nothing.',
  examples: ['regulars plan', 'regulars plan --json'],
  arguments: {},
  options: {},
  json: true,
  async run(_, context) {
    const told = await whenFree(context.signal, () => writeBackNow(context));
    unlessOff(told);
    const open = await openPatches(context);
    if (context.signal.aborted) return undefined;
    const made = planOf(told, open);
    tell(context, made, planLines(made));
    return undefined;
  },
});

/** As the running pipeline does it, else as the config says. */
async function writeBackNow({ settings, signal }: Context): Promise<WriteBackTold> {
  const beside = await besideOfAny(settings.dataDir, PLANNER);
  if (beside === undefined) return writeBackOf(settings.config);
  return writeBackTold.parse(await askBeside(beside, 'writeBack', {}, { signal }));
}

/** In the order in which they were planned. */
async function openPatches({ settings, output, signal }: Context): Promise<readonly ProfilePatch[]> {
  const { logs } = openDataDir(settings.dataDir);
  const logger = openLog({ secrets: secretsOf(settings.config), target: fileTarget(logs, 'plan', new Date()) });
  const { note, pass } = output;
  const { log, codec, close } = await connect({ ...settings, as: 'plan', logger, note, pass });
  const open = new Map<string, ProfilePatch>();
  try {
    await new LedgerReader(log, codec).read(signal, (patch_id, row) => {
      if (row !== null && isOpen(row)) open.set(patch_id, row);
      else open.delete(patch_id);
    });
  } finally {
    await close();
  }
  return [...open.values()].sort((a, b) => a.created_at - b.created_at);
}
