// A command that is interrupted and does not end. Needs dist/.
import { onInterrupt } from '../../dist/cli/interrupt.js';

onInterrupt((code, why) => {
  console.log(why);
  process.exit(code);
});
console.log('ready');
setInterval(() => {}, 60_000);
