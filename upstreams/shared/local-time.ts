/** Making a formatter costs a hundred times what using it does. As many as there are time zones at most. */
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * The instant at which clocks of the time zone (IANA) show what clocks in UTC show at `shown_ms`. Where they show it twice
 * the first time is taken, where they never do (an hour is left out in spring) as if they had gone on.
 */
export function instantOfLocal(shown_ms: number, timezone: string): number {
  const day_ms = 86_400_000;
  // No zone changes its offset twice within two days.
  const offsets = [offsetAt(shown_ms - day_ms, timezone), offsetAt(shown_ms + day_ms, timezone)];
  const [before_ms = 0, after_ms = 0] = offsets;
  const first_ms = shown_ms - before_ms;
  if (offsetAt(first_ms, timezone) === before_ms) return first_ms;
  const second_ms = shown_ms - after_ms;
  return offsetAt(second_ms, timezone) === after_ms ? second_ms : first_ms;
}

/** How far the zone's clocks are ahead of UTC at that instant. */
function offsetAt(at_ms: number, timeZone: string): number {
  const parts = new Map(
    formatIn(timeZone)
      .formatToParts(at_ms)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const shown_ms = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return shown_ms - Math.floor(at_ms / 1000) * 1000;
}

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
  const time = { hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' } as const;
  const made = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', { timeZone, ...numeric, ...time });
  formats.set(timeZone, made);
  return made;
}
