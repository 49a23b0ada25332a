import type { FastifyInstance } from 'fastify';
import { type GuardOptions } from '../runtime/http/guard.ts';
import type { StatusSource } from '../runtime/http/status.ts';
/** `GET /`, its parts, and `/api`, all behind the token rule. Nothing is loaded from anywhere else. */
export declare function dashboardRoutes(app: FastifyInstance, source: StatusSource, access: GuardOptions): void;
