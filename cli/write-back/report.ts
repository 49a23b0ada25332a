import { STATUS_CODES } from 'node:http';
import type { ApplyReport, RejectedPatch } from './told.ts';

/** What came of each, the rejected ones by name; what to do about those is the last line. */
export function appliedLines({ open, acknowledged, unchanged, rejected }: ApplyReport): string[] {
  if (open === 0) return ['nothing is planned: no PATCH was sent'];
  const withdrawn = unchanged === 0 ? '' : `, ${patches(unchanged)} not needed any more`;
  return [
    `${patches(acknowledged)} acknowledged${withdrawn}, ${rejected.length.toLocaleString('en-US')} rejected`,
    ...rejected.map(rejectedLine),
    ...(rejected.length === 0 ? [] : ['what is rejected is planned again once anything about the profile changes']),
  ];
}

export function exitCodeOf({ rejected }: ApplyReport): number {
  return rejected.length === 0 ? 0 : 1;
}

function rejectedLine({ client_id, guest_id, fields, http_status }: RejectedPatch): string {
  return `  ${client_id} (${guest_id}): ${reasonOf(http_status)}: ${fields.join(', ')}`;
}

function reasonOf(http_status: number | null): string {
  if (http_status === null) return 'refused';
  return [http_status, STATUS_CODES[http_status]].filter((part) => part !== undefined).join(' ');
}

export function patches(number: number): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? 'PATCH' : 'PATCHes'}`;
}
