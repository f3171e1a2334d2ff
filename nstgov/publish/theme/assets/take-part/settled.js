/* Fields whose value follows from the record at hand: nobody has to write them, and nobody can write them wrongly. */

const FROM_RECORD = {
  round: ["version", "sha256"],
  decision: ["version", "sha256", "circles", "sunset"],
  objection: ["against"],
  test: ["version"],
  review: ["circle"],
  election: ["circle"],
};

/* Whether a field's value is taken from the record, where that could be read. */
export function keepsVersion(field, state) {
  const { form, proposal, decision, objection, circle, before } = state;
  if (form.kind === "version" && field.key === "kind") return Boolean(before);
  if (form.kind === "version" && field.key === "asks") return Boolean(circle);
  if (!(FROM_RECORD[form.kind] || []).includes(field.key)) return false;
  if (field.key === "circle") return Boolean(circle);
  return Boolean(form.kind === "test" ? objection : proposal || decision || state.term);
}
