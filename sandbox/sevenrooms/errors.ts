import { json, type Reply } from '../http.ts';

/** SevenRooms' error body. */
export function refusal(route: string, status: number, msg: string): Reply {
  return json(route, status, { status, msg });
}

/** SevenRooms' envelope of all that went well. */
export function success(route: string, data: unknown): Reply {
  return json(route, 200, { status: 200, data });
}
