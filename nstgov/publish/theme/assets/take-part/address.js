/* What a link has filled in already. */

import { isPerLine } from "./model.js";

export function fromAddress(given, state) {
  for (const { part } of state.form.asks)
    take(given, part, (value) => {
      state.parts[part] = value;
      state.touched.add(":" + part);
    });
  for (const field of state.form.fields) fieldFrom(given, field, state);
  const isVoiced = state.form.fields.some((field) => field.sort === "voices");
  const says = given.get("says");
  if (isVoiced && ["consent", "concern", "object"].includes(says)) state.says = says;
}

function take(given, name, keep) {
  const value = given.get(name);
  if (value) keep(value);
}

function fieldFrom(given, field, state) {
  const keep = (value) => {
    state.held[field.key] = value;
    state.touched.add(field.key);
  };
  if (field.sort === "group") {
    for (const inner of field.within)
      take(given, field.key + "." + inner.key, (value) => keep({ ...state.held[field.key], [inner.key]: value }));
  } else if (field.sort === "list" && !isPerLine(field)) {
    if (field.item.sort !== "group") take(given, field.key, (value) => keep(value.split(",")));
  } else if (!["voices", "map"].includes(field.sort)) take(given, field.key, keep);
}
