// Holds the local stack of .regulars for developers: prints where it is as one line of JSON, stays until its input closes or SIGTERM.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStack } from '../dist/stack/open-stack.js';

const dataDir = fileURLToPath(new URL('../.regulars', import.meta.url));
const cacheDir = process.env.REGULARS_CACHE_DIR ?? join(dataDir, 'cache');
const onProgress = ({ text, passing }) => passing || console.error(text);
const stack = await openStack({ dataDir, cacheDir, as: 'stack-env', onProgress });
console.log(JSON.stringify({ KAFKA_BROKERS: stack.brokers.join(), SCHEMA_REGISTRY: stack.schemaRegistry }));

await new Promise((resolve) => {
  process.stdin.on('end', resolve).on('close', resolve).resume();
  process.on('SIGTERM', resolve).on('SIGINT', resolve);
});
await stack.close();
process.exit();
