import { openDataDir } from '../runtime/data-dir/layout.ts';
import { type Running, running } from '../runtime/data-dir/presence.ts';
import type { Wanted } from '../sinks/profile-patches/choice.ts';
import { askBeside, besideOfAny } from './beside.ts';
import { type Command, type Context, defineCommand, option, tell } from './command.ts';
import { type Ground, host, type Pipeline } from './host.ts';
import type { Part } from './parts.ts';
import { anyText } from './values.ts';
import { whenFree } from './when-free.ts';
import { unlessNobody, unlessOff, unlessUnknown, writeBackOf } from './write-back/able.ts';
import { openAnswered } from './write-back/answered.ts';
import { appliedLines, exitCodeOf } from './write-back/report.ts';
import { type ApplyProgress, type ApplyReport, applyProgress, applyReport } from './write-back/told.ts';

/** The component that sends PATCHes, in mode `live` or for this command. */
const SENDER = 'profile-patches';

/** What is asked of the pipeline that is made for it. */
export interface ApplyAsked {
  readonly wanted: Wanted;
  progress(now: ApplyProgress): void;
  done(report: ApplyReport): void;
}

export interface ApplyParts {
  /** What decides what is planned: runs here where nobody else runs it. */
  readonly parts: readonly Part[];
  /** A pipeline of these parts alone, whose `untilCaughtUp` is the end of the applying. */
  create(ground: Ground, parts: readonly Part[], asked: ApplyAsked): Promise<Pipeline>;
}

export function applyCommand({ parts, create }: ApplyParts): Command {
  return defineCommand({
    name: 'apply',
    summary: 'sends the planned profile PATCHes',
    description:
      'Sends the PATCHes that are planned when it begins, whatever writeBack.mode is, and waits until each is answered. ' +
      'A running pipeline sends them, in mode "live" all of them as always; without one, what is new at the upstreams is ' +
      'read first, so that what a person edited meanwhile stays. Ctrl-C ends it when the requests under way are answered; ' +
      'the same command again goes on, and sends nothing twice. Exit code 1 when any is rejected.',
    examples: ['regulars apply', 'regulars apply --guest g_5f0c…', 'regulars apply --field regulars_visits --json'],
    arguments: {},
    options: {
      guest: option('--guest ID', 'of this guest (g_…), or of this profile (<upstream>:<id>)', anyText),
      field: option('--field NAME', 'this field alone, as `plan` names it; the rest stays planned', anyText),
    },
    json: true,
    async run({ guest, field }, context) {
      const wanted = { guest: guest ?? null, field: field ?? null };
      const answered = openAnswered(context.output);
      const report = await applied(wanted, answered.at, { parts, create }, context).finally(() => answered.close());
      if (report === undefined || !report.through) {
        const { open, answered: number } = answered.last ?? { open: 0, answered: 0 };
        const line = `ended before the last answer, after ${number} of ${open}: the same command goes on`;
        tell(context, { ...report, open, answered: number, through: false }, [line]);
        return undefined;
      }
      tell(context, report, appliedLines(report));
      return exitCodeOf(report);
    },
  });
}

/** Undefined: it was interrupted. */
async function applied(
  wanted: Wanted,
  progress: (now: ApplyProgress) => void,
  of: ApplyParts,
  context: Context,
): Promise<ApplyReport | undefined> {
  const { settings, signal } = context;
  return whenFree(signal, async () => {
    const beside = await besideOfAny(settings.dataDir, SENDER);
    return beside === undefined
      ? applyHere({ wanted, progress }, of, context)
      : applyBeside(beside, { wanted, progress }, signal);
  });
}

type Asking = Pick<ApplyAsked, 'wanted' | 'progress'>;

async function applyBeside(beside: Running, { wanted, progress }: Asking, signal: AbortSignal) {
  const onItem = (item: unknown) => progress(applyProgress.parse(item));
  try {
    return applyReport.parse(await askBeside(beside, 'apply', wanted, { signal, onItem }));
  } catch (error) {
    if (!signal.aborted) throw error;
    return undefined;
  }
}

/** Runs what decides on PATCHes, as far as no process of the data directory does. */
async function applyHere(
  asking: Asking,
  { parts, create }: ApplyParts,
  context: Context,
): Promise<ApplyReport | undefined> {
  const { settings } = context;
  const told = writeBackOf(settings.config);
  unlessOff(told);
  unlessNobody(told);
  unlessUnknown(asking.wanted, settings.config);
  const there = await running(openDataDir(settings.dataDir));
  const mine = parts.filter(({ name }) => there.every(({ roles }) => !roles.includes(name)));
  let report: ApplyReport | undefined;
  const done = (made: ApplyReport) => {
    report = made;
  };
  const hosting = {
    command: 'apply',
    roles: [...mine.map(({ name }) => name), SENDER],
    ...{ untilCaughtUp: true, logToFile: true, tellsItself: true },
    create: (ground: Ground) => create(ground, mine, { ...asking, done }),
  };
  // Nobody looks for this one by its port, and another part of the pipeline may have it.
  const config = { ...settings.config, http: { ...settings.config.http, port: 0 } };
  await host(hosting, { ...context, settings: { ...settings, config }, json: true });
  return report;
}
