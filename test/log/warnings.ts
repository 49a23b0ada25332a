/** Node's own warnings, of a leak of listeners for one, while something is done: they are told with the next tick. */
export async function warningsDuring(act: () => Promise<void>): Promise<string[]> {
  const warnings: string[] = [];
  const take = (warning: Error) => warnings.push(warning.name);
  process.on('warning', take);
  try {
    await act();
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.off('warning', take);
  }
  return warnings;
}
