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

// Django's admin puts the cursor on the first button of a new form: it belongs into what was asked for, or the first box.
const firstBox = () => document.querySelector(".change-form form fieldset :is(input:not([type=hidden]), select, textarea)");
const wanted = document.querySelector("form [autofocus]") ?? (document.activeElement.type === "submit" && firstBox());
if (wanted) wanted.focus();
