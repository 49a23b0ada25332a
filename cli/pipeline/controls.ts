import type { ControlCommands } from '../../runtime/http/control.ts';
export function controlsOf(_: unknown): ControlCommands {
  return {};
}
