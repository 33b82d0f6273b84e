// Says beside a box how its line is read, while it is typed: an amount, a date, a claim's value, a company's name.
const address = document.querySelector("[data-understood]")?.dataset.understood;
const PAUSE = 250; // milliseconds without a key before it is read

const outputOf = (box) => {
  const id = `${box.id}-understood`;
  let output = document.getElementById(id);
  if (!output) {
    output = document.createElement("output");
    output.id = id;
    output.className = "understood";
    output.setAttribute("for", box.id);
    box.setAttribute("aria-describedby", [box.getAttribute("aria-describedby"), id].filter(Boolean).join(" "));
    box.after(output);
  }
  return output;
};

// A claim's value is read by what the claim is about, which its row says.
const whatOf = (box) => {
  const field = document.getElementById(box.id.replace(/value$/, "field"));
  return box.name.endsWith("value") && field ? `${box.dataset.reads}.${field.value}` : box.dataset.reads;
};

const partiesIn = (ending) =>
  [...document.querySelectorAll(`[name^=parties-][name$=${ending}]`)].map((box) => box.value.trim()).filter(Boolean);

const read = async (box) => {
  const output = outputOf(box);
  const line = box.value.trim();
  box.dataset.asked = line;
  if (!line) {
    output.textContent = "";
    return;
  }
  const query = new URLSearchParams({ what: whatOf(box), line });
  for (const company of partiesIn("-company")) query.append("company", company);
  for (const name of partiesIn("-company_named")) query.append("name", name);
  try {
    const response = await fetch(`${address}?${query}`, { headers: { Accept: "application/json" } });
    const { clear, words } = await response.json();
    if (box.dataset.asked !== line) return; // typed on meanwhile
    output.textContent = `${clear ? "✓" : "?"} ${words}`;
    output.classList.toggle("asks", !clear);
  } catch {
    output.textContent = ""; // signed out or not reachable: saving tells
  }
};

const waiting = new Map();
const readSoon = (box) => {
  clearTimeout(waiting.get(box));
  waiting.set(box, setTimeout(read, PAUSE, box));
};

if (address) {
  document.addEventListener("input", ({ target }) => target.matches("[data-reads]") && readSoon(target));
  document.addEventListener("change", ({ target }) => {
    if (!target.id.endsWith("-field")) return;
    const value = document.getElementById(target.id.replace(/field$/, "value"));
    if (value?.matches("[data-reads]")) readSoon(value);
  });
  for (const box of document.querySelectorAll("[data-reads]")) if (box.value) readSoon(box);
}
