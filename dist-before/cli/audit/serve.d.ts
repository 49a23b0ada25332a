import type { ControlCommand } from '../../runtime/http/control.ts';
import { type Audited } from './run.ts';
/** `audit` as other processes ask for it: what it waits for, line by line, then the report. */
export declare function auditControl(audited: () => Audited): ControlCommand;
