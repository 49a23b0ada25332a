import { Option } from 'commander';
import { didYouMean } from '../runtime/config/problems.js';
/**
 * The option for the parser. It takes its value as optional, so that one that is missing is told together with all
 * else that is wrong; the help shows it as it is.
 */
export function parserOption(spec) {
    const made = new Option(spec.flags.replace(/ ([A-Z]+)$/, ' [$1]'), spec.description);
    made.flags = spec.flags;
    if (spec.preset !== undefined && spec.preset !== false)
        made.description += ` (default: ${spec.preset})`;
    return made;
}
/** What the parser found in `argv`, as the command declares it, and everything that is wrong with it. */
export function readWords(command, parser, argv) {
    const given = parser.opts();
    const input = {};
    const problems = [];
    for (const [name, spec] of Object.entries(command.options)) {
        const read = readOption(spec, given[new Option(spec.flags).attributeName()]);
        if ('problem' in read)
            problems.push(read.problem);
        else
            input[name] = read.value;
    }
    // Behind `--` nothing is an option.
    const literal = argv.includes('--') ? argv.length - argv.indexOf('--') - 1 : 0;
    const unknown = parser.args.slice(0, parser.args.length - literal).filter(isOption);
    problems.push(...unknown.map((word) => unknownOption(word, command)));
    const positional = parser.args.filter((word) => !unknown.includes(word));
    problems.push(...readArguments(command, positional, input, unknown.length > 0));
    return { input, problems };
}
function readOption(spec, given) {
    if (given === undefined)
        return { value: spec.preset };
    if (spec.value === null)
        return { value: given };
    const key = spec.flags.split(' ')[0] ?? spec.flags;
    if (typeof given !== 'string')
        return { problem: { key, value: 'no value', legal: spec.value.legal } };
    return readWord(key, given, spec.value);
}
function readWord(key, word, { legal, read, hint }) {
    const value = read(word);
    if (value !== undefined)
        return { value };
    const meant = hint?.(word);
    const more = meant === undefined ? '' : `; did you mean "${meant}"?`;
    return { problem: { key, value: JSON.stringify(word), legal: `${legal}${more}` } };
}
function readArguments(command, words, input, lenient) {
    const problems = [];
    const rest = [...words];
    for (const [name, spec] of Object.entries(command.arguments)) {
        const mine = rest.splice(0, spec.arity === 'many' ? rest.length : 1);
        const read = mine.map((word) => readWord(spec.name, word, spec.value));
        problems.push(...read.flatMap((one) => ('problem' in one ? [one.problem] : [])));
        if (mine.length === 0 && spec.arity !== 'optional')
            problems.push(missing(spec));
        const values = read.flatMap((one) => ('value' in one ? [one.value] : []));
        input[name] = spec.arity === 'many' ? values : values[0];
    }
    // A word after an unknown option is perhaps that option's value.
    if (lenient)
        return problems;
    return [
        ...problems,
        ...rest.map((word) => ({ key: JSON.stringify(word), value: 'one word too many', legal: usageOf(command) })),
    ];
}
function missing(spec) {
    return { key: spec.name, value: 'absent', legal: spec.value.legal };
}
function unknownOption(word, command) {
    const name = word.split('=')[0] ?? word;
    const known = [...Object.values(command.options).map(({ flags }) => flags.split(' ')[0] ?? ''), '--help'];
    const meant = didYouMean(name, known);
    const legal = known.join(', ');
    return {
        key: name,
        value: 'unknown option',
        legal: meant === undefined ? legal : `${legal}; did you mean "${meant}"?`,
    };
}
function isOption(word) {
    return /^--?[a-z]/i.test(word);
}
/** `[options] KIND FILE…` */
export function usageOf(command) {
    const words = Object.values(command.arguments).map(({ name, arity }) => {
        if (arity === 'many')
            return `${name}…`;
        return arity === 'optional' ? `[${name}]` : name;
    });
    return ['[options]', ...words].join(' ');
}
//# sourceMappingURL=words.js.map