import { describeUpstream, type TwinOptions, type UnderTest } from '../contract.ts';
import { customersTruth, identity, ordersTruth, squareOf, startTwin, trouble } from './twin.ts';

describeUpstream({ name: 'Square', start, identity });

async function start({ speed, timeout_ms }: TwinOptions): Promise<UnderTest> {
  const sandbox = await startTwin(1800, { speed });
  const upstream = squareOf(sandbox, timeout_ms === undefined ? {} : { timeout_ms });
  return {
    upstream,
    now_ms: () => sandbox.clock.now_ms(),
    truth: async () => {
      const orders = (await ordersTruth(sandbox)).map((one) => [`square:${one.order_id}`, one.version_ms] as const);
      const customers = (await customersTruth(sandbox)).map(
        (one) => [`square:${one.customer_id}`, one.version_ms] as const,
      );
      return new Map([...orders, ...customers]);
    },
    trouble: (faults) => trouble(sandbox, faults),
    async close() {
      await upstream.close();
      await sandbox.close();
    },
  };
}
