import type { Log, LogLevel } from './log.ts';

/** The log as components ask for it that put the fields first. */
export function fieldsFirst(log: Log): Record<LogLevel, (fields: object, message: string) => void> {
  return {
    debug: (fields, message) => log.debug(message, fields),
    info: (fields, message) => log.info(message, fields),
    warn: (fields, message) => log.warn(message, fields),
    error: (fields, message) => log.error(message, fields),
  };
}

/** The log as one function of level, message and fields. */
export function lineOf(log: Log): (level: LogLevel, message: string, fields: object) => void {
  return (level, message, fields) => log[level](message, fields);
}
