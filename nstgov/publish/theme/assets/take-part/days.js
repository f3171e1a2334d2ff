/* Which days a form offers. */

export function daysOf() {
  return {};
}
