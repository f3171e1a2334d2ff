/* The rounds of an evening as files: what each is called, and which of them are written. */

export function hasVoices(round) {
  return Object.values((round && round.voices) || {}).some((said) => said.says && said.says !== "absent");
}

/* What a round's file is called: the first of an evening without a number, and never as one that is there already. */
export function roundName(meeting, point, index) {
  const names = [];
  for (let made = 0; made <= index; made += 1) {
    let number = 1;
    const base = meeting.day + "." + meeting.circle.id;
    const named = () => (number === 1 ? base : base + "." + number);
    const isTaken = () =>
      names.includes(named()) || meeting.taken.includes("proposals/" + point.id + "/rounds/" + named() + ".yml");
    while (isTaken()) number += 1;
    names.push(named());
  }
  return names[index];
}

export function roundPath(meeting, point, index) {
  return "proposals/" + point.id + "/rounds/" + roundName(meeting, point, index) + ".yml";
}
