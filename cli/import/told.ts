import type { Imported } from '../../producers/import/import.ts';
import { type Context, tell } from '../command.ts';

export interface Outcome {
  readonly kind: string;
  readonly imported: readonly Imported[];
  /** Whether no row is left. */
  readonly through: boolean;
  readonly dryRun: boolean;
}

/** A line for each file; what became of bad rows below it. */
export function tellImported(context: Context, { kind, imported, through, dryRun }: Outcome): void {
  const files = imported.map(({ file, rows, published, dead_letters, reasons, warnings }) => ({
    ...{ file, rows, published, dead_letters, reasons, warnings },
  }));
  const lines = imported.flatMap((one) => linesOf(one, dryRun));
  if (!through) lines.push('ended before the last row: the same command again goes on, and counts nothing twice');
  if (dryRun) lines.push('a dry run: nothing was published');
  tell(context, { kind, dry_run: dryRun, through, files }, lines);
}

function linesOf({ file, rows, published, dead_letters, reasons, warnings }: Imported, dryRun: boolean): string[] {
  const would = dryRun ? 'would be published' : 'published';
  const lines = [`${file}: ${count(rows, 'row')}, ${published} ${would}, ${count(dead_letters, 'dead letter')}`];
  for (const [reason, times] of Object.entries(reasons).sort(([, a], [, b]) => b - a))
    lines.push(`  ${reason}: ${count(times, 'row')}`);
  if (warnings.unusable_email !== undefined)
    lines.push(`  ${count(warnings.unusable_email, 'e-mail address')} could not be used and left empty`);
  return lines;
}

function count(number: number, what: string): string {
  const plural = what.endsWith('s') ? `${what}es` : `${what}s`;
  return `${number} ${number === 1 ? what : plural}`;
}
