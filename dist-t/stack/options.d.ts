import type { StackError } from './errors.ts';
import type { NamedPorts } from './ports.ts';
import type { OnProgress } from './progress.ts';
/** Which stack, and how it is had. */
export interface StackOptions {
    /** The directory that the stack belongs to; created when missing. */
    readonly dataDir: string;
    /** Where fetched files are kept and shared. Default: `cache` in the data directory. */
    readonly cacheDir?: string | undefined;
    /** A Java before the one on the PATH, as in JAVA_HOME. */
    readonly javaHome?: string | undefined;
    /** Ports that must be had. Others are chosen: the ones of the last start, else 9092 and 8081, else free ones. */
    readonly ports?: NamedPorts | undefined;
    /** What this process calls itself to others, such as `demo`. */
    readonly as?: string | undefined;
    readonly onProgress?: OnProgress | undefined;
    /** The stack was ready and is lost for good: it cannot be started again, or only at other addresses. */
    readonly onLost?: ((error: StackError) => void) | undefined;
}
