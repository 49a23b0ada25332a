import { auditHere } from './audit/here.js';
import { auditLine, auditReport, linesOf } from './audit/told.js';
import { askBeside, besideWith } from './beside.js';
import { defineCommand, option, tell } from './command.js';
import { instanceName } from './values.js';
import { SINK } from './warehouse-file.js';
import { whenFree } from './when-free.js';
export const audit = defineCommand({
    name: 'audit',
    summary: 'proves that log, warehouse and a recomputation in SQL agree',
    description: 'Compares every table with its topic, row for row, and spend, visits and loyalty with what plain SQL makes of the ' +
        'orders. Prints a line for each check and the first difference; guests’ contact data is shown as digests. Beside ' +
        'a running pipeline it waits until every stage has passed what was on the log when it began, 60 s at most. Exit ' +
        'code 1 when anything differs or a stage lags.',
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
async function reportOf(instance, context) {
    const { settings, output, signal } = context;
    const beside = await besideWith(settings.dataDir, SINK, instance);
    if (beside === undefined)
        return auditHere(instance, context);
    const onItem = (item) => output.note(auditLine.parse(item).line);
    return auditReport.parse(await askBeside(beside, 'audit', {}, { signal, onItem }));
}
//# sourceMappingURL=audit.js.map