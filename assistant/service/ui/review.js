// The Review page: ticking papers, the address, files to save. What look.js does for all pages is not repeated here.
(() => {
  const { send, changed, say, closeSheets, fits } = window.litreview;
  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const draft = () => $("#draft .draft");
  const names = ["year", "author", "venue", "category"];
  const fields = () => Object.fromEntries(names.map((name) => [name, $(`#theme-filters [name=${name}]`)]));

  // The theme and its filters
  const nameFilters = () => {
    const set = Object.values(fields()).map((field) => field.value.trim()).filter(Boolean);
    const button = $(".theme-filters-button");
    $(".filters-set", button).textContent = set.length ? set.join(", ") : "Filters";
    button.classList.toggle("set", set.length > 0);
  };
  const plan = (theme) => {
    const text = theme.trim();
    if (!text || !fits($("#theme-words"))) return $("#theme-words").focus();
    const filters = Object.entries(fields()).map(([name, field]) => [name, field.value.trim()]);
    send.plan({ theme: text, ...Object.fromEntries(filters) });
  };
  const fill = ({ theme, ...asked }) => {
    $("#theme-words").value = theme;
    for (const [name, field] of Object.entries(fields())) field.value = asked[name] || "";
    nameFilters();
  };
  const toggleFilters = () => {
    const filters = $("#theme-filters");
    filters.hidden = !filters.hidden;
    $(".theme-filters-button").setAttribute("aria-expanded", !filters.hidden);
    if (!filters.hidden) $("input", filters).focus();
  };

  // The papers
  let taking = 0;
  const ticked = () => all("#draft .screened input:checked").map((box) => box.value);
  const count = () => {
    const papers = ticked().length;
    $("#draft .chosen").textContent = `${papers.toLocaleString("en")} paper${papers === 1 ? "" : "s"}`;
    $("#draft .write").disabled = !papers;
  };
  const take = () => {
    count();
    clearTimeout(taking);
    taking = setTimeout(() => send.take({ papers: ticked() }), 250);
  };
  const write = () => {
    const papers = ticked();
    clearTimeout(taking);
    if (papers.length) send.write({ papers });
  };

  // What is open: in the address while its page is
  const address = () => {
    const url = new URL(location.href);
    const open = $("#review-page")?.getClientRects().length ? draft()?.dataset.review : "";
    if (open) url.searchParams.set("review", open);
    else url.searchParams.delete("review");
    if (url.href !== location.href) history.replaceState(null, "", url);
  };
  let seen = {};
  changed.draft = () =>
    requestAnimationFrame(() => {
      const now = { ...draft()?.dataset };
      if (now.state === "scope" && now.look !== seen.look) {
        all("#draft .screened input").forEach((box) => (box.checked = box.defaultChecked));
        fill(now);
      }
      const moved = now.state !== seen.state && !(seen.state === "running" && now.state === "done");
      if (seen.state && (moved || now.look !== seen.look)) scrollTo({ top: 0 });
      if (seen.state === "running" && now.state === "done") say(`The review is there, in ${now.count} sections.`);
      if (now.state === "start" && seen.state) fill({ theme: "" }), $("#theme-words").focus({ preventScroll: true });
      seen = now;
      address();
    });
  changed["outline-file"] = () => requestAnimationFrame(() => $("#outline-file a")?.click());

  // From a dot of the timeline to where the review lists its paper; the page's base leads plain fragments elsewhere
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const toPaper = (dot, event) => {
    event.preventDefault();
    const place = document.getElementById(dot.getAttribute("href").slice(1));
    all("#draft .here").forEach((one) => one.classList.remove("here"));
    place?.classList.add("here");
    place?.focus({ preventScroll: true });
    place?.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  };

  const clicks = {
    "#draft .timeline a": toPaper,
    "[data-theme][type=button]": (one) => (fill({ theme: one.dataset.theme }), plan(one.dataset.theme)),
    ".theme-filters-button": toggleFilters,
    "[data-halt]": () => send.halt(),
    "[data-rescope]": (one) => send.rescope({ review: one.dataset.rescope }),
    "[data-outline]": (one) => send.saveOutline({ form: one.dataset.outline }),
    "[data-fresh]": () => (closeSheets(), send.fresh()),
    ".choose-review": (one) => (closeSheets(), send.openReview({ review: one.dataset.review })),
    "#pages [role=tab]": () => requestAnimationFrame(address),
  };
  document.addEventListener("click", (event) => {
    for (const [selector, act] of Object.entries(clicks)) {
      const one = event.target.closest(selector);
      if (one) return act(one, event);
    }
  });
  document.addEventListener("change", (event) => event.target.closest("#draft .screened") && take());
  document.addEventListener("input", (event) => event.target.closest("#theme-filters") && nameFilters());
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".theme-box, .scope")) return;
    event.preventDefault();
    if (event.target.matches(".theme-box")) plan($("#theme-words").value);
    else write();
  });
})();
