import type { Counts } from '../counts.ts';
import { type Reply, type Request } from '../http.ts';
/**
 * Machine client login. The same token comes back until its last minute, as Toast documents it. `limited`: keeps the
 * vendor's limit of logins.
 */
export declare class Login {
    private readonly counts;
    private readonly windows;
    private token;
    private issued;
    constructor(counts: Counts, limited: boolean);
    answer(request: Request, wall_ms: number): Reply;
    /** Whether an Authorization header opens the API at this moment. */
    accepts(authorization: string | undefined, wall_ms: number): boolean;
    /** Ends the token before its time. */
    revoke(): void;
    private current;
}
