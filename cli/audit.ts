import type { AuditReport } from '../sinks/audit/report.ts';
import { auditHere } from './audit/here.ts';
import { auditLine, auditReport, linesOf } from './audit/told.ts';
import { askBeside, besideWith } from './beside.ts';
import { type Command, type Context, defineCommand, option, tell } from './command.ts';
import { instanceName } from './values.ts';
import { SINK } from './warehouse-file.ts';
import { whenFree } from './when-free.ts';

export const audit: Command = defineCommand({
  name: 'audit',
  summary: 'proves that log, warehouse and a recomputation in SQL agree',
  description:
    'Compares every table with its topic, row for row, and spend, visits and loyalty with what plain SQL makes of the ' +
    'orders. Prints a line for each check and the first difference; guests’ contact data is shown as digests. Beside ' +
    'a running pipeline it waits until every stage has passed what was on the log when it began, 60 s at most; the ' +
    'comparing takes longer the more there is, and says at what it is. Exit code 1 when anything differs or a stage lags.',
  examples: ['regulars audit', 'regulars audit --json'],
  arguments: {},
  options: { instance: option('--instance NAME', 'the warehouse of that instance', instanceName) },
  json: true,
  async run({ instance }, context) {
    const report = await whenFree(context.signal, () => reportOf(instance, context));
    tell(context, report, linesOf(report));
    return report.ok ? 0 : 1;
  },
});

async function reportOf(instance: string | undefined, context: Context): Promise<AuditReport> {
  const { settings, output, signal } = context;
  const beside = await besideWith(settings.dataDir, SINK, instance);
  if (beside === undefined) return auditHere(instance, context);
  const onItem = (item: unknown) => output.note(auditLine.parse(item).line);
  return auditReport.parse(await askBeside(beside, 'audit', {}, { signal, onItem }));
}
