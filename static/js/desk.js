// Select2, which Django's admin brings, gives its boxes no accessible name (take the field's own label),
// and neither do the admin's boxes that delete a row.
const nameOf = (select) =>
  select.labels?.[0]?.textContent.trim().replace(/:$/, "") || select.getAttribute("aria-label") || select.name;

const nameBoxes = (root) => {
  for (const select of root.querySelectorAll("select.admin-autocomplete")) {
    for (const part of select.nextElementSibling?.querySelectorAll("[role=combobox], [role=textbox]") ?? []) {
      part.setAttribute("aria-label", nameOf(select));
    }
  }
  for (const field of root.querySelectorAll(".select2-search__field")) {
    field.setAttribute("aria-label", "Search");
  }
  for (const box of root.querySelectorAll("td.delete input:not([aria-label])")) {
    box.setAttribute("aria-label", "Delete this row");
  }
};

nameBoxes(document);
new MutationObserver(() => nameBoxes(document)).observe(document.body, { childList: true, subtree: true });

// The cursor belongs into what was asked for, or into the first box of a new record.
const firstBox = () =>
  location.pathname.endsWith("/add/") &&
  document.querySelector(".change-form form fieldset :is(input:not([type=hidden]), select, textarea)");
(document.querySelector("form [autofocus]") || firstBox())?.focus?.();
// And into the row that was just asked for.
document.addEventListener("formset:added", ({ target }) =>
  target.querySelector(":is(select, textarea, input:not([type=hidden]))")?.focus(),
);
