import { profileFields, writableIn } from '../../pipeline.ts';
import { didYouMean, UsageProblems } from '../../runtime/config/problems.ts';
import type { Config } from '../../runtime/config/schema.ts';
import { Failure } from '../../runtime/failures.ts';
import type { Wanted } from '../../sinks/profile-patches/choice.ts';
import type { WriteBackTold } from './told.ts';

/** How a pipeline of this config writes back. */
export function writeBackOf(config: Pick<Config, 'writeBack' | 'upstreams'>): WriteBackTold {
  return { mode: config.writeBack.mode, requests_per_second: Object.fromEntries(writableIn(config)) };
}

/** Failure where nothing is planned, by the config. */
export function unlessOff({ mode }: WriteBackTold): void {
  if (mode !== 'off') return;
  const message =
    'writeBack.mode is "off", so no PATCH is planned: set it to "plan" (nothing is sent but by `regulars apply`) or "live", and run the pipeline';
  throw new Failure('fatal', 'write_back_off', { message });
}

/** Failure where there is nobody to send anything to. */
export function unlessNobody({ requests_per_second }: WriteBackTold): void {
  if (Object.keys(requests_per_second).length > 0) return;
  const message =
    'the config names no upstream whose profiles can be written: add upstreams.sevenrooms, or run this beside the pipeline that has one';
  throw new Failure('fatal', 'nobody_to_write_to', { message });
}

/** UsageProblems where no profile has such a field of ours. */
export function unlessUnknown({ field }: Wanted, naming: Pick<Config, 'enrichment' | 'writeBack'>): void {
  const known = profileFields(naming);
  if (field === null || known.includes(field)) return;
  const meant = didYouMean(field, known);
  const legal = `${known.join(', ')}${meant === undefined ? '' : `; did you mean "${meant}"?`}`;
  throw new UsageProblems([{ key: '--field', value: JSON.stringify(field), legal }]);
}
