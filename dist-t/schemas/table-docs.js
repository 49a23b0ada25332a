import { tableViews } from './table-views.js';
/** The text of docs/tables.md. */
export function renderTables(views = tableViews) {
    return `${intro}\n${views.map(renderTable).join('\n')}`;
}
const intro = `# Tables of the warehouse

Generated from \`schemas/\` by \`npm run generate\`. Do not edit.

Every table is there from the start, empty where nothing fills it yet. They are views over the schema \`store\`, which is
no part of the contract. The same texts are comments on the tables and columns in the file.

Money is integer minor units of the row's currency. Instants are TIMESTAMPTZ with millisecond precision; sessions run in
UTC. An id from outside is \`<upstream>:<id>\`.
`;
function renderTable({ name, key, doc, columns }) {
    const rows = columns.map((column) => `| \`${column.name}\` | ${column.type} | ${cell(column.doc)} |`);
    const told = key.length === 0 ? '' : `\n\nOne row for each ${key.map((part) => `\`${part}\``).join(', ')}.`;
    return `## ${name}\n\n${doc}${told}\n\n| column | type | |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
}
function cell(text) {
    return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
//# sourceMappingURL=table-docs.js.map