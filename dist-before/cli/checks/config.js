import { fine, wrong } from './check.js';
/** What is legal but will not do what its author means. */
export function checkConfig({ config, file }) {
    const upstreams = Object.keys(config.upstreams);
    return [
        fine(file === null ? 'config: none, all is default' : `config: ${file}`),
        upstreams.length > 0
            ? fine(`upstreams: ${upstreams.join(', ')}`)
            : fine('upstreams: none; only files can be imported, and `regulars demo` brings its own'),
        ...unmapped(config),
    ];
}
const VENUE_KEYS = ['sevenrooms', 'toast', 'square', 'opentable', 'service', 'resy'];
/** An upstream of which no venue says what it is called there. One that names no venue means the only one. */
function unmapped({ upstreams, venues }) {
    return VENUE_KEYS.filter((name) => upstreams[name] !== undefined && venues.length !== 1)
        .filter((name) => venues.every((venue) => venue[name] === undefined))
        .map((name) => wrong(`venues: none is on ${name}`, `set venues[].${name} to what ${name} calls the venue`));
}
//# sourceMappingURL=config.js.map