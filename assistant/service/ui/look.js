// What the server cannot do on all pages: events, sheets on narrow screens, evidence and the way back, Escape.
// Events go to the server by name (regions.py connects them); everything shown comes from there as finished HTML.
(() => {
  const send = {};
  const changed = {};
  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const narrow = matchMedia("(max-width: 1099px)");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const smooth = () => (calm.matches ? "auto" : "smooth");

  window.litreview = {
    connect(name, events, latest, trigger, watch) {
      events.forEach((event) => (send[event] = (data = {}) => trigger(event, data)));
      // While one of these runs, Gradio keeps that another came, not what it said, and repeats the object of the first:
      // so all of them say it in the same one.
      latest.forEach((event) => {
        const said = {};
        send[event] = (data = {}) => {
          Object.keys(said).forEach((key) => delete said[key]);
          trigger(event, Object.assign(said, data));
        };
      });
      watch("value", () => changed[name]?.());
      if ($(`#${name}`)?.textContent.trim()) changed[name]?.(); // what came before anyone watched
    },
    send,
    changed,
    say: (text) => ($("#said").textContent = text),
    closeSheets: () => closeSheets(),
    // What is too long is refused in the field itself; a maxlength would cut what is pasted without a word.
    fits(field) {
      const most = Number(field.dataset.most);
      const length = field.value.trim().length;
      const count = (number) => number.toLocaleString("en");
      field.setCustomValidity(length > most ? `This has ${count(length)} characters; keep it under ${count(most)}.` : "");
      return field.reportValidity();
    },
  };

  // Sheets: on narrow screens the conversations and the evidence lie over the page
  const open = (sheet, on = true) => {
    document.body.classList.toggle(`${sheet}-open`, on);
    $(".to-rail")?.setAttribute("aria-expanded", document.body.classList.contains("rail-open"));
  };
  const closeSheets = () => {
    const any = document.body.classList.contains("rail-open") || document.body.classList.contains("panel-open");
    open("rail", false);
    open("panel", false);
    return any;
  };

  // Evidence
  let from = null; // the number the reader came from
  let wanted = null; // what to show once the panel has it
  const into = (container, element, room) => {
    const top = element.getBoundingClientRect().top - container.getBoundingClientRect().top + container.scrollTop;
    container.scrollTo({ top: top - room, behavior: smooth() });
  };
  const beside = () => all("#panel, #review-panel").find((panel) => panel.getClientRects().length);
  const light = ({ number, sentence }) => {
    all(".lit", beside()).forEach((lit) => lit.classList.remove("lit"));
    all(".cite.from").forEach((cite) => cite.classList.remove("from"));
    from?.classList.add("from");
    if (narrow.matches) open("panel");
    const entry = number && $(`.entry[data-number="${CSS.escape(number)}"]`, beside());
    if (!entry) return $(".view[aria-pressed=true], h2", beside())?.focus({ preventScroll: true });
    entry.classList.add("lit");
    const rests = (element, key) => (element.dataset[key] || "").split(" ").includes(sentence);
    all("mark", entry).forEach((mark) => mark.classList.toggle("lit", rests(mark, "sentences")));
    entry.focus({ preventScroll: true });
    into(beside(), entry, $("header", beside()).offsetHeight + 4);
  };
  const shows = ({ turn, view = "evidence" }) => {
    const panel = $(".panel", beside());
    return panel?.dataset.turn === turn && panel.dataset.view === view;
  };
  const evidence = (aim) => {
    if (shows(aim)) return light(aim);
    wanted = aim;
    send.show({ turn: Number(aim.turn), view: aim.view || "evidence" });
  };
  const back = () => {
    open("panel", false);
    if (!from?.isConnected) return $("#question").focus();
    from.focus({ preventScroll: true });
    from.scrollIntoView({ block: "nearest", behavior: smooth() });
  };
  changed.panel = () => {
    const aim = wanted;
    wanted = null;
    $("#panel").scrollTo({ top: 0 });
    if (aim && shows(aim)) light(aim);
  };

  const clicks = {
    ".cite": (one) => ((from = one), evidence({ ...one.dataset })),
    ".view": (one) => evidence({ turn: one.dataset.show, view: one.dataset.view }),
    "[data-show]": (one) => ((from = one), evidence({ turn: one.dataset.show, view: one.dataset.view })),
    "[data-back]": back,
    "[data-close]": back,
    "[data-page]": (one) => $(`#${one.dataset.page}-tab-button`).click(),
    ".to-rail": () => open("rail", !document.body.classList.contains("rail-open")),
  };
  document.addEventListener("click", (event) => {
    for (const [selector, act] of Object.entries(clicks)) {
      const one = event.target.closest(selector);
      if (one) return act(one, event);
    }
    if (document.body.classList.contains("rail-open") && !event.target.closest("#rail, #reviews")) open("rail", false);
    all("details.menu[open]").forEach((menu) => menu.contains(event.target) || (menu.open = false));
  });
  document.addEventListener("input", (event) => event.target.dataset.most && event.target.setCustomValidity(""));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = $("details.menu[open]");
    if (menu) (menu.open = false), $("summary", menu).focus();
    else if (event.target.closest("#panel, #review-panel") && from) back();
    else if (!closeSheets() && $("#current [data-writing]")) send.stop();
  });
})();
