// Takes roles of a data directory and stays: `node other-process.mjs FOLDER ROLE…`. Needs dist/.
import { openDataDir } from '../../dist/runtime/data-dir/layout.js';
import { enter } from '../../dist/runtime/data-dir/presence.js';

const [folder, ...roles] = process.argv.slice(2);
await enter(openDataDir(folder), { command: 'run', roles });
console.log('in');
setInterval(() => {}, 60_000);
