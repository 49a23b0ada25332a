import type { Config } from '../../runtime/config/schema.ts';
import type { Failure } from '../../runtime/failures.ts';
import type { TableStatus } from '../../runtime/http/status.ts';
import type { Component } from '../../runtime/tasks/component.ts';
import type { TaskMetrics } from '../../runtime/tasks/metrics.ts';
import type { Ground } from '../host.ts';
import type { Connection } from './connect.ts';
export interface WarehouseSink {
  readonly component: Component;
  tables(): readonly TableStatus[];
  countRows(): Promise<void>;
  reachable(): Promise<void>;
  close(): Promise<void>;
}
export async function openSink(_: {
  ground: Ground;
  config: Config;
  connection: Connection;
  metrics: TaskMetrics;
  onFatal(c: string, f: Failure): void;
}): Promise<WarehouseSink | undefined> {
  return undefined;
}
