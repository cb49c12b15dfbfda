// Small helps. Every page works without them.
(() => {
  "use strict";
  const all = (selector, root) => [...(root || document).querySelectorAll(selector)];

  // What is wrong comes first: the summary takes focus.
  const focusSummary = () => all("[data-focus]").slice(0, 1).forEach((summary) => summary.focus());

  // How many characters are left, told politely.
  const count = (line) => {
    const field = document.getElementById(line.dataset.count);
    if (!field || line.dataset.ready) return;
    const limit = Number(field.dataset.limit);
    const text = line.textContent;
    const language = document.documentElement.lang;
    line.dataset.ready = "1";
    const tell = () => {
      const used = [...field.value.replace(/\r\n?/g, "\n")].length;
      const over = used > limit;
      line.classList.toggle("over", over);
      line.textContent = used < limit * 0.8 ? text : `${text} ${used} / ${limit}`.replace(/\d{4,}/g, (n) => Number(n).toLocaleString(language));
    };
    field.addEventListener("input", tell);
    line.setAttribute("aria-live", "polite");
    tell();
  };

  // The weekday beside a date, in words.
  const weekday = (field) => {
    const line = document.getElementById(`${field.id}_weekday`);
    if (!line) return;
    const given = line.textContent; // from the server, which knows the holidays
    const at = field.value;
    const tell = () => {
      const day = field.valueAsDate;
      if (field.value === at && given) { line.textContent = given; return; }
      line.textContent = day ? day.toLocaleDateString(document.documentElement.lang, { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }) : "";
    };
    field.addEventListener("change", tell);
  };

  // The switch of language takes along what is typed and not sent yet; files and passwords stay.
  const typedForm = () => all("main form[method=post]").find((form) => all("textarea, input", form).some((field) =>
    field.type !== "hidden" && field.type !== "password" && field.type !== "file" &&
    (field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue)));
  document.addEventListener("submit", (event) => {
    const change = event.target, form = change.dataset.language === undefined ? null : typedForm();
    if (!form) return;
    const carry = (name, value) => { const field = document.createElement("textarea"); field.hidden = true; field.name = name; field.value = value; change.append(field); };
    new FormData(form).forEach((value, name) => {
      if (typeof value === "string" && name !== "csrfmiddlewaretoken" && !name.includes("password")) carry(name, value);
    });
    carry("_language", event.submitter.value);
    change.action = location.pathname + location.search;
  });

  // One click is enough: a second submit of the same form is dropped for some seconds.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.dataset.repeat !== undefined || (form.getAttribute("method") || "get").toLowerCase() !== "post") return;
    if (form.dataset.sent && Date.now() - Number(form.dataset.sent) < 5000) event.preventDefault();
    else form.dataset.sent = Date.now();
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) all("form[data-sent]").forEach((form) => delete form.dataset.sent); });

  // A piece that may lead to a person in other words: at once, in the text.
  document.addEventListener("change", (event) => {
    const piece = event.target.closest(".piece");
    if (!piece || event.target.value !== "replace") return;
    const field = document.getElementById(piece.parentElement.dataset.of);
    field.value = field.value.split(piece.dataset.piece).join(piece.dataset.suggestion);
    const next = piece.nextElementSibling || piece.previousElementSibling;
    piece.remove();
    (next && next.querySelector("input") || field).focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // Whatever one types in: the server is asked at most once in three seconds. Each text waits its turn, once.
  let free = 0;
  document.addEventListener("htmx:confirm", (event) => {
    const pieces = event.target;
    if (!pieces.matches(".pieces")) return;
    const wait = free - Date.now();
    if (pieces.dataset.waits || wait > 0) event.preventDefault();
    if (pieces.dataset.waits) return;
    free = Math.max(free, Date.now()) + 3000;
    if (wait <= 0) return;
    pieces.dataset.waits = "1";
    setTimeout(() => { delete pieces.dataset.waits; event.detail.issueRequest(true); }, wait);
  });

  const wake = (root) => { all("[data-count]", root).forEach(count); all("input[type=date]", root).forEach(weekday); };
  document.addEventListener("htmx:afterSettle", (event) => wake(event.target));
  wake(document); // the script is deferred: the page is there
  focusSummary();
})();
