import { z } from 'zod';
import { type Config } from '../../runtime/config/schema.ts';
import type { SandboxOptions } from '../../sandbox/options.ts';
import type { Surroundings } from './running.ts';
/** What the sandbox prints once it is ready. */
declare const ready: z.ZodObject<{
    urls: z.ZodObject<{
        toast: z.ZodString;
        sandbox: z.ZodString;
    }, z.core.$strip>;
}, z.core.$strip>;
export interface SandboxProcess {
    readonly urls: z.output<typeof ready>['urls'];
    close(): Promise<void>;
}
/** The sandbox as a process of its own; it ends with this one, however this one ends. */
export declare function openSandbox(options: SandboxOptions): Promise<SandboxProcess>;
/** The demo's surroundings: the twins instead of vendors, and their clock instead of the wall's. */
export declare function sandboxSurroundings(config: Config, options: SandboxOptions, url: string): Promise<Surroundings>;
/** As a config file would say it. */
export declare function sandboxConfig(urls: SandboxProcess['urls']): {
    venues: {
        id: string;
        timezone: string;
        country: string;
        currency: string;
        closeoutHour: number;
        toast: string;
    }[];
    upstreams: {
        toast: {
            clientId: 'sandbox';
            clientSecret: 'sandbox-secret';
            pollSeconds: number;
            requestsPerSecond: number;
            since: string;
            baseUrl: string;
            webhookSecret: string;
        };
    };
};
export {};
