export function flag(flags, description) {
    return { flags, description, value: null, preset: false };
}
export function option(flags, description, value, preset) {
    return { flags, description, value, preset };
}
export function argument(name, description, value) {
    return { name, description, value, arity: 'one' };
}
export function maybeArgument(name, description, value) {
    return { name, description, value, arity: 'optional' };
}
export function manyArguments(name, description, value) {
    return { name, description, value, arity: 'many' };
}
/** The result: for machines where `--json` asks for it, else in lines for people. */
export function tell({ output, json }, value, lines) {
    for (const line of json ? [JSON.stringify(value)] : lines)
        output.print(line);
}
export function defineCommand(spec) {
    // The words are read by these very specs, see `readWords`, so what comes in has the types they promise.
    const typed = (input) => input;
    return {
        ...spec,
        check: (input) => spec.check?.(typed(input)) ?? [],
        run: (input, context) => spec.run(typed(input), context),
    };
}
//# sourceMappingURL=command.js.map