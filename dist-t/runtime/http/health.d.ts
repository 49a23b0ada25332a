import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../metrics/metrics.ts';
import type { StatusSource } from './status.ts';
/**
 * `/health/live`: the process answers. `/health/ready`: 200 when broker, registry and warehouse are reachable and every
 * component runs, else 503; the reasons are in the body either way. `/metrics`: Prometheus.
 */
export declare function healthRoutes(app: FastifyInstance, source: StatusSource, metrics: Metrics): void;
